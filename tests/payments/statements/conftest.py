"""A small history of money at chosen moments, and ways to read what was exported of it."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest

from bounties.accounts.models import User
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.models import Transaction
from payments.ledger.posting import credit, debit, post
from payments.money import Money
from payments.statements.movements import Extract
from payments.statements.spans import Span
from payments.statements.subjects import Subject, SubjectKind
from tests.clock import move_clock
from workers.clock import laurel_now

ALWAYS = Span.of_days(date(2000, 1, 1), date(2999, 12, 31))
JANUARY, FEBRUARY = Span.of_month(date(2026, 1, 1)), Span.of_month(date(2026, 2, 1))
Account = tuple[str, str]
Move = Callable[..., Transaction]


@pytest.fixture
def fay(db_of_test: None) -> User:
    """Finance, who takes files out."""
    return User.objects.create_user("fay@example.com", role="finance", is_staff=True)


def move(
    amount: int, of: Account, to: Account, *, situation: str = "awarded", currency: str = "usd", **more: str
) -> Transaction:
    """Post one movement: `move(10, ("purse", "R"), ("payable", "ann"), purse="R")` debits R and credits ann."""
    lines = [
        debit(account(Kind(of[0]), currency, of[1]), Money(amount, currency)),
        credit(account(Kind(to[0]), currency, to[1]), Money(amount, currency)),
    ]
    key = f"test:{Transaction.objects.count()}"
    return post(effect_key=key, situation=Situation(situation), lines=lines, **more)


def go_to(moment: str) -> None:
    """Let it be that moment: `go_to("2026-01-31T23:59:00+00:00")`."""
    move_clock(seconds=(datetime.fromisoformat(moment) - laurel_now()).total_seconds())


@pytest.fixture
def winter(db_of_test: None) -> None:
    """Purse R is filled in January and awarded to ann in February, a refund goes back in February too."""
    go_to("2026-01-10T09:00:00+00:00")
    move(10_000, ("stripe_pending", ""), ("purse", "R"), situation="funded", purse="R", source="ch_R")
    go_to("2026-02-01T00:00:00+00:00")
    move(6_000, ("purse", "R"), ("payable", "ann"), purse="R")
    go_to("2026-02-03T12:00:00+00:00")
    move(4_000, ("purse", "R"), ("refunds_due", "R"), situation="refund_due", purse="R")
    move(4_000, ("refunds_due", "R"), ("stripe_pending", ""), situation="refunded", purse="R", source="re_R")


def statement_of(kind: SubjectKind, reference: str = "", span: Span = ALWAYS, currency: str = "usd") -> Extract:
    return Extract(Subject(kind, reference), currency, span)


def read_csv(parts: Iterator[bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(parts).decode(), newline="")))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
