"""The ledger: many movements at once beside the same rows by one statement, and our comparison beside the full join."""

from datetime import timedelta
from itertools import count

from django.db import connection, transaction

from payments.ledger.accounts import Kind, account, accounts
from payments.ledger.chart import Situation
from payments.ledger.posting import Movement, credit, debit, post_many, settle_constraints
from payments.money import Money
from payments.reconciliation.reconciling import compare, differences
from tests.bench.lanes.fresh import at_rest
from tests.bench.lanes.lane import Call, Lane, bare_connection

MOVEMENTS, LINES = 500, 100_000
OWNERS = [f"purse-{number}" for number in range(MOVEMENTS)]
RUNS = count(1)
TOTAL = Money(1050, "usd")
# Each movement by the same guards, for they are triggers: what differs is who makes the rows.
BY_ONE_STATEMENT = """
WITH entry AS (
    INSERT INTO payments_transaction (id, effect_key, situation, purse, source, lines)
    SELECT uuidv7(), %(run)s || owner, 'funded', owner, 'ch_' || %(run)s || owner, 2
    FROM payments_account WHERE kind = 'purse' RETURNING id, purse)
INSERT INTO payments_posting (id, transaction_id, account_id, amount)
SELECT uuidv7(), entry.id, account.id, 1050 * account.side
FROM entry JOIN payments_account AS account ON account.kind = 'stripe_pending' OR account.owner = entry.purse
"""
FILL = """
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
"""
JOIN = """
SELECT count(*) FROM payments_stripemovement AS theirs
FULL JOIN (
    SELECT entry.source, sum(posting.amount) AS net FROM payments_transaction AS entry
    JOIN payments_posting AS posting ON posting.transaction_id = entry.id
    JOIN payments_account AS account ON account.id = posting.account_id
    WHERE account.kind = 'stripe_pending' GROUP BY entry.source) AS ours ON ours.source = theirs.source
WHERE theirs.net IS DISTINCT FROM ours.net
"""


def posting() -> Call:
    """By the service: five hundred purses are funded."""
    pending, purses = _accounts()

    def call() -> None:
        run = f"bench {next(RUNS)} "
        movements = [
            Movement(run + owner, Situation.FUNDED, [debit(pending, TOTAL), credit(purses[owner], TOTAL)], owner)
            for owner in OWNERS
        ]
        with transaction.atomic():
            assert len(post_many(movements)) == MOVEMENTS
            settle_constraints()

    return call


def posting_at_once() -> Call:
    """The same rows, made by PostgreSQL."""
    _accounts()
    session = bare_connection()

    def call() -> None:
        session.execute(BY_ONE_STATEMENT, {"run": f"bare {next(RUNS)} "})

    return call


def _accounts():  # type: ignore[no-untyped-def]
    return account(Kind.STRIPE_PENDING, "usd"), accounts(Kind.PURSE, "usd", OWNERS)


def reconciling() -> Call:
    """Matched, and the list of exceptions and the outcome kept."""
    _fill()
    assert differences(grace=timedelta(0)) == []
    return compare


def joining() -> Call:
    """What differs, by one full join of both books."""
    _fill()
    session = bare_connection()
    return lambda: session.execute(JOIN).fetchall()


def _fill() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM payments_stripemovement)")
        if cursor.fetchone() == (True,):
            return
        with at_rest():
            cursor.execute(FILL.format(lines=LINES))
        cursor.execute(
            "VACUUM (ANALYZE) payments_transaction, payments_posting, payments_stripemovement, payments_account"
        )


LANES = {
    "ledger": Lane(posting, 3),
    "ledger_bare": Lane(posting_at_once, 3),
    "reconcile": Lane(reconciling, 2),
    "reconcile_bare": Lane(joining, 2),
}
