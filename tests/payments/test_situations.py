"""The table of situations in docs/finance.md, row by row: each is played, and books exactly what is written."""

import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from payments.disputes import paying
from payments.models import Transaction
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from tests.payments import situations, ways_out
from tests.payments.situations import Play

SITUATIONS = situations.SITUATIONS | ways_out.SITUATIONS
TABLE = (Path(__file__).parents[2] / "docs" / "finance.md").read_text().partition("## Situations")[2]
TABLE = TABLE.partition("\n## ")[0]
CELLS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in TABLE.splitlines() if line.startswith("|")]
ROWS = {cells[0]: cells[2] for cells in CELLS[2:]}
LINE = re.compile(r"([a-z_]+)(?::(\w))? ([+-]\d+)")
TROUBLE = {
    "other_currency": {"currency"},
    "refund_refused": {"failed", "unmatched_stripe"},
    "refund_returned": {"failed"},
    "returned": {"failed"},
    "reversed_and_paid_again": {"unmatched_stripe"},  # the float that pays
    "reversed_at_stripe": {"reversed"},
    "dispute_lost_after_award": {"unmatched_stripe"},  # the float that pays
    "dispute_partial_rest": {"failed"},
}


@pytest.fixture
def play(committed_db, simulator, ask, solver, award, finance):
    return Play(simulator, ask, solver, award, finance)


def written(postings, people):
    """The transactions of a cell, each a set of (account, owner, amount)."""
    names = {
        "R": "R",
        "S": "sponsor",
        "D": paying.purse_reference("sponsor", "usd"),
        **{letter: str(user.pk) for letter, user in people.items()},
    }
    parts = [LINE.findall(part) for part in postings.split(" / ")]
    return Counter(
        frozenset((kind, names[letter] if letter else "", int(amount)) for kind, letter, amount in part)
        for part in parts
        if part
    )


def booked(play):
    fresh = Transaction.objects.exclude(pk__in=play.before).prefetch_related("postings__account")
    return Counter(
        frozenset((line.account.kind, line.account.owner, line.amount) for line in entry.postings.all())
        for entry in fresh
    )


def test_every_row_is_played():
    assert set(ROWS) == set(SITUATIONS)


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_books_exactly_its_row(play, name):
    SITUATIONS[name](play)
    assert booked(play) == written(ROWS[name], play.people)
    assert [breach for finding in self_check() for breach in finding.breaches] == []
    assert {row.kind.value for row in reconcile(grace=timedelta(0))} == TROUBLE.get(name, set())
