"""How long a journal of a million postings takes, and how much memory its process needs: at most 200 MB.

    python -m tests.bench.export [--postings 1000000] [--form csv]

Starts a PostgreSQL of its own, fills it, and exports from a fresh process, whose peak memory is the one that counts.
Then shows how PostgreSQL finds one page of a purse with a tenth of the postings.
"""

import argparse
import os
import subprocess
import sys
import time

import psycopg

from tests.servers import Servers

FILL = """
SET session_replication_role = replica;
INSERT INTO accounts_user (id, password, is_superuser, email, name, role, country, time_zone, is_staff, is_active,
    created_at)
VALUES (uuidv7(), '', false, 'bench@example.com', 'Bench', 'finance', '', 'UTC', true, true, now());
INSERT INTO payments_account (id, kind, owner, currency, side, may_be_overdrawn)
VALUES (uuidv7(), 'stripe_pending', '', 'usd', 1, true);
INSERT INTO payments_account (id, kind, owner, currency, side, may_be_overdrawn)
SELECT uuidv7(), 'purse', 'purse-' || number, 'usd', -1, false FROM generate_series(0, 9) AS number;
INSERT INTO payments_transaction (id, effect_key, situation, purse, source, lines, occurred_at)
SELECT uuidv7(), 'bench:' || number, 'funded', 'purse-' || number % 10, 'ch_' || number, 2,
    timestamptz '2026-01-01Z' + number * interval '1 second'
FROM generate_series(1, {transactions}) AS number;
INSERT INTO payments_posting (id, transaction_id, account_id, amount)
SELECT uuidv7(), entry.id, account.id, 1050 * account.side FROM payments_transaction AS entry
JOIN payments_account AS account ON account.kind = 'stripe_pending' OR account.owner = entry.purse;
"""


def main() -> None:
    """Fill, then export and look at a page in fresh processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=1_000_000)
    parser.add_argument("--form", choices=["csv", "xlsx"], default="csv")
    given = parser.parse_args()
    servers = Servers()
    try:
        servers.start()
        url = os.environ["LAUREL_TEST_TEMPLATE_URL"]
        fill(url, given.postings)
        environment = os.environ | {"DATABASE_URL": url, "CACHE_URL": "locmemcache://"}
        command = [sys.executable, "-m", "tests.bench.journal_process", given.form]
        sys.exit(subprocess.run(command, env=environment, check=False).returncode)
    finally:
        servers.stop()


def fill(url: str, postings: int) -> None:
    """Half as many transactions as postings, ten purses, one second between two transactions."""
    begun = time.monotonic()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(FILL.format(transactions=postings // 2))
        connection.execute("VACUUM ANALYZE")
    print(f"{postings} postings made in {time.monotonic() - begun:.1f} s")


if __name__ == "__main__":
    main()
