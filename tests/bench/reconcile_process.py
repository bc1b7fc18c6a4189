"""The process that `tests.bench.reconcile` measures: our comparison and the pure SQL full join, turn by turn.

Everything is rolled back.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402 (models are there only after the setup)

from payments.reconciliation.matching import DIFFERENCES  # noqa: E402
from payments.reconciliation.reconciling import compare, differences  # noqa: E402

ROUNDS, MOST = 5, 3
NONE, LONG_AGO = timedelta(0), datetime(2020, 1, 1, tzinfo=UTC)
FILL = """
SET LOCAL session_replication_role = replica;
INSERT INTO payments_account (id, kind, owner, currency, side, may_be_overdrawn) VALUES
    ('00000000-0000-7000-8000-000000000001', 'stripe_pending', '', 'usd', 1, true),
    ('00000000-0000-7000-8000-000000000002', 'fees', '', 'usd', -1, false),
    ('00000000-0000-7000-8000-000000000003', 'stripe_fees', '', 'usd', 1, false);
INSERT INTO payments_transaction (id, effect_key, situation, purse, source, lines, occurred_at)
    SELECT uuidv7(), 'bench:' || n, 'funded', '', 'ch_' || n, 3, now() - interval '1 day'
    FROM generate_series(1, {lines}) AS n;
INSERT INTO payments_posting (id, transaction_id, account_id, amount)
    SELECT uuidv7(), entry.id, line.account::uuid, line.amount FROM payments_transaction AS entry, (VALUES
        ('00000000-0000-7000-8000-000000000001', 970), ('00000000-0000-7000-8000-000000000003', 30),
        ('00000000-0000-7000-8000-000000000002', -1000)) AS line (account, amount);
INSERT INTO payments_stripemovement (balance_transaction_id, created, available_on, currency, gross, fee, net,
        reporting_category, source, status, seen_at, is_released)
    SELECT 'txn_' || n, now(), now(), 'usd', 1000, 30, 970, 'charge', 'ch_' || n, 'available',
        now() - interval '1 day', true FROM generate_series(1, {lines}) AS n;
SET LOCAL session_replication_role = DEFAULT;
ANALYZE payments_transaction; ANALYZE payments_posting; ANALYZE payments_stripemovement; ANALYZE payments_account;
"""
PURE = """
SELECT count(*) FROM payments_stripemovement AS theirs
FULL JOIN (
    SELECT entry.source, sum(posting.amount) AS net FROM payments_transaction AS entry
    JOIN payments_posting AS posting ON posting.transaction_id = entry.id
    JOIN payments_account AS account ON account.id = posting.account_id
    WHERE account.kind = 'stripe_pending' GROUP BY entry.source) AS ours ON ours.source = theirs.source
WHERE theirs.net IS DISTINCT FROM ours.net
"""


def seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def pure() -> None:
    with connection.cursor() as cursor:
        cursor.execute(PURE)


def measure(lines: int, *, explained: bool) -> float:
    """Both, interleaved; the ratio of their medians."""
    with connection.cursor() as cursor:
        cursor.execute(FILL.format(lines=lines))
    assert differences(grace=NONE) == []
    ours, theirs = [], []
    for _ in range(ROUNDS):
        theirs.append(seconds(pure))
        ours.append(seconds(compare))
    if explained:
        explain()
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"{lines} lines: compared in {statistics.median(ours):.3f} s, full join {statistics.median(theirs):.3f} s")
    print(f"ratio {ratio:.2f}; at most {MOST}")
    return ratio


def explain() -> None:
    """How PostgreSQL does both."""
    with connection.cursor() as cursor:
        for query, given in ((PURE, []), (DIFFERENCES, [LONG_AGO, LONG_AGO])):
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query}", given)
            print("\n".join(row[0] for row in cursor.fetchall()), "\n")


if __name__ == "__main__":
    with transaction.atomic():
        found = measure(int(sys.argv[1]), explained="explain" in sys.argv)
        transaction.set_rollback(True)
    sys.exit(found > MOST)
