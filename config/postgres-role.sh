#!/bin/bash
# Runs once, when the container makes its cluster: the application's role is no superuser, and owns its database.
set -euo pipefail
psql --username postgres --set ON_ERROR_STOP=1 --set password="$POSTGRES_PASSWORD" <<'SQL'
CREATE ROLE laurel LOGIN PASSWORD :'password';
CREATE DATABASE laurel OWNER laurel;
SQL
