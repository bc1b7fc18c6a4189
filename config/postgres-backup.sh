#!/bin/bash
# A base backup into an empty folder, checked: config/postgres-backup.sh FOLDER, with libpq's variables (PGHOST, PGUSER...).
# The log that it needs is not in it, but in the archive (docs/operations.md, "Backup and recovery").
set -euo pipefail
pg_basebackup --pgdata "$1" --wal-method=none --checkpoint=fast --no-password
pg_verifybackup --no-parse-wal "$1"
