"""What the ledger and Stripe say of each replayed contest, measured after the fact, never assumed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db import connection

from config.local.replay.contests import CURRENCY, Contest
from payments.ledger.statements import Statement, statement
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED

# What Stripe's own books say left for payees, by the purse whose posting mirrors it.
AT_STRIPE = """
SELECT entry.purse, -sum(movement.gross) FROM payments_transaction AS entry
JOIN payments_stripemovement AS movement ON movement.source = entry.source
WHERE entry.situation = 'transferred' AND entry.purse = ANY(%s) GROUP BY entry.purse
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One contest's line of the report, in cents; `difference` is 0 when every book says the same."""

    contest: str
    posted: int | None
    paid: int
    payouts: int
    difference: int

    @property
    def as_dict(self) -> dict[str, str | int | None]:
        """The line as plain data, in this order."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Every contest's line, and what moved in all."""

    lines: list[Line]
    funded: int
    paid: int
    refunded: int

    @property
    def differing(self) -> list[Line]:
        """The contests whose books disagree."""
        return [line for line in self.lines if line.difference]


def measure(contests: Sequence[Contest]) -> Outcome:
    """Read the books of these contests; Stripe's must have been mirrored."""
    at_stripe = _transferred_at_stripe(contests)
    books = {contest.id: statement(contest.reference, CURRENCY) for contest in contests}
    lines = [_line(contest, books[contest.id], at_stripe.get(contest.reference, 0)) for contest in contests]
    return Outcome(
        lines,
        funded=sum(book.funded.amount for book in books.values()),
        paid=sum(book.paid.amount for book in books.values()),
        refunded=sum(book.refunded.amount for book in books.values()),
    )


def _transferred_at_stripe(contests: Sequence[Contest]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(AT_STRIPE, [[contest.reference for contest in contests]])
        return {purse: int(amount) for purse, amount in cursor.fetchall()}


def _line(contest: Contest, book: Statement, at_stripe: int) -> Line:
    arrived = Payout.objects.filter(purse__reference=contest.reference, status__in=ARRIVED)
    return Line(contest.id, contest.posted, book.paid.amount, arrived.count(), _difference(contest, book, at_stripe))


def _difference(contest: Contest, book: Statement, at_stripe: int) -> int:
    """The ledger's payments less the published; then the ledger less Stripe; then what came in less where it is."""
    went = book.held + book.payable + book.paid + book.refunds_due + book.refunded + book.unclaimed
    gaps = (
        book.paid.amount - contest.published,
        book.paid.amount - at_stripe,
        book.funded.amount - went.amount,
        book.refunded.amount - contest.remainder,
    )
    return next((gap for gap in gaps if gap), 0)
