#!/bin/bash
# Step 2 of docs/operations.md, "To restore to a moment": a base backup and the archived log become a data folder in which
# PostgreSQL, once started, comes to rest at that moment and waits. As the server's user:
#   config/postgres-restore.sh BACKUP ARCHIVE "2026-11-22 14:05:00+00" DATA
set -euo pipefail
backup=$1 archive=$2 moment=$3 data=$4
if [ -e "$data" ]; then
    echo "$data exists; a restore begins in a folder that does not." >&2
    exit 1
fi
cp --archive "$backup" "$data"
chmod 700 "$data"
cat >>"$data/postgresql.auto.conf" <<CONF
archive_mode = off
restore_command = 'cp "$archive/%f" "%p"'
recovery_target_time = '$moment'
recovery_target_action = 'pause'
CONF
touch "$data/recovery.signal"
echo "Start PostgreSQL there and look at the last rows; then: SELECT pg_wal_replay_resume();"
