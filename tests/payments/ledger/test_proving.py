"""What the ledger promises is proved from its rows, also of rows that no trigger watched being written."""

import pytest
from django.db import connection

from payments.ledger.posting import settle_constraints
from payments.ledger.proving import LEDGER_PROOFS, prove

BALANCES, LINES, OVERDRAWN, SUMS = (proof.rule for proof in LEDGER_PROOFS)


def write_unwatched(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = replica; {statement}")


def breaches():
    return {finding.rule: finding.breaches for finding in prove(LEDGER_PROOFS) if finding.breaches}


def test_of_sound_books_each_rule_is_told_with_nothing_that_breaks_it(db, hold):
    hold("one", 100)
    assert [(finding.rule, finding.breaches) for finding in prove(LEDGER_PROOFS)] == [
        (proof.rule, []) for proof in LEDGER_PROOFS
    ]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (
            "UPDATE payments_posting SET amount = 101 WHERE amount > 0",
            {BALANCES: ["test:one:100:usd 1"], SUMS: ["stripe_pending: -1"]},
        ),
        (
            "DELETE FROM payments_posting WHERE amount < 0",
            {BALANCES: ["test:one:100:usd 100"], LINES: ["test:one:100:usd 1"], SUMS: ["purse:one -100"]},
        ),
        (
            "UPDATE payments_posting SET amount = -amount",
            {OVERDRAWN: ["purse:one 100"], SUMS: ["purse:one -200", "stripe_pending: 200"]},
        ),
        ("UPDATE payments_accountbalance SET balance = -99 WHERE balance < 0", {SUMS: ["purse:one 1"]}),
    ],
)
def test_a_breach_is_told_by_its_rule_its_row_and_by_how_much(db, hold, statement, found):
    hold("one", 100)
    settle_constraints()
    write_unwatched(statement)
    assert {rule: sorted(told) for rule, told in breaches().items()} == found
