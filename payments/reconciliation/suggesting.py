"""What could be done about each exception, in words that say what would happen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from payments.payouts.moves import Status
from payments.payouts.reversing import can_be_taken_back
from payments.purses.handing import is_asked_by_hand
from payments.reconciliation.carrying_on import is_whole, payout_of, refund_of
from payments.reconciliation.models import Discrepancy, Mismatch, RemedyName
from payments.reconciliation.models.remedies import ALONE
from payments.reconciliation.saying import in_words
from payments.reconciliation.sides import Sides, sides_of

BILLS = {"fee", "stripe_fee", "network_cost", "tax"}  # Stripe's categories of what it takes for itself
KNOWN = ("ch_", "py_", "re_", "tr_", "trr_", "du_", "dp_")  # objects whose own services can settle them
UNSEEN = Sides(0, 0, 0, 0, "")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A remedy by name and in words. `amount` is what it is about, in minor units."""

    name: RemedyName
    says: str
    amount: int

    @property
    def takes_two(self) -> bool:
        """Whether a second person must accept it."""
        return self.name not in ALONE


def suggestions(row: Discrepancy) -> list[Suggestion]:
    """What can be done about this exception, the best first; nothing once it is closed."""
    if row.closed_at:
        return []
    sides = sides_of(row.subject, row.currency)
    names = [*dict.fromkeys([*BY_KIND[Mismatch(row.kind)](row, sides), RemedyName.ESCALATE, RemedyName.EXPLAIN])]
    return [Suggestion(name, in_words(name, row, sides), about(row)) for name in names]


def best_at_first_sight(row: Discrepancy) -> str | None:
    """What is done first about its kind, without asking any book; nothing once it is closed."""
    if row.closed_at:
        return None
    if row.kind in (Mismatch.FAILED, Mismatch.REVERSED):  # which it is, its own rows would say
        return RemedyName.LOOK_AGAIN.value
    return next(BY_KIND[Mismatch(row.kind)](row, UNSEEN), RemedyName.EXPLAIN).value


def about(row: Discrepancy) -> int:
    """The amount that an exception is about: the difference, or the figure of the only side."""
    return row.difference


def _of_stripe_alone(row: Discrepancy, sides: Sides) -> Iterator[RemedyName]:
    if row.subject.startswith(KNOWN):
        yield RemedyName.LOOK_AGAIN
    elif row.subject.startswith("tu_") or sides.category == "topup":
        yield RemedyName.BOOK_FLOAT
        return
    elif row.subject.startswith("po_") or sides.category == "payout":
        yield RemedyName.BOOK_WITHDRAWAL
        return
    elif sides.category in BILLS and sides.net < 0:
        yield RemedyName.BOOK_STRIPE_FEE
        return
    yield RemedyName.CORRECT


def _of_ledger_alone(row: Discrepancy, sides: Sides) -> Iterator[RemedyName]:
    yield RemedyName.LOOK_AGAIN
    yield RemedyName.REVERSE


def _of_figures(row: Discrepancy, sides: Sides) -> Iterator[RemedyName]:
    yield RemedyName.CORRECT


def _of_our_own(row: Discrepancy, sides: Sides) -> Iterator[RemedyName]:
    yield RemedyName.LOOK_AGAIN


def _of_failed(row: Discrepancy, sides: Sides) -> Iterator[RemedyName]:
    """What failed is tried again; what a payee's bank sent back is theirs to put right, or taken back."""
    payout = payout_of(row)
    if payout and payout.status == Status.RETURNED:
        yield RemedyName.LOOK_AGAIN
        if can_be_taken_back(payout):
            yield RemedyName.TAKE_BACK
        return
    refund = refund_of(row)
    if payout or (refund and not is_asked_by_hand(refund)):
        yield RemedyName.SEND_AGAIN
    if refund and not is_asked_by_hand(refund):
        yield RemedyName.PAID_BY_HAND
    yield RemedyName.LOOK_AGAIN


def _of_reversed(row: Discrepancy, sides: Sides) -> Iterator[RemedyName]:
    payout = payout_of(row)
    if payout and is_whole(row) and can_be_taken_back(payout):
        yield RemedyName.TAKE_BACK
    yield from _of_stripe_alone(row, sides)


BY_KIND: dict[Mismatch, Callable[[Discrepancy, Sides], Iterator[RemedyName]]] = {
    Mismatch.UNMATCHED_STRIPE: _of_stripe_alone,
    Mismatch.REVERSED: _of_reversed,
    Mismatch.CURRENCY: _of_figures,
    Mismatch.UNMATCHED_LEDGER: _of_ledger_alone,
    Mismatch.AMOUNT: _of_figures,
    Mismatch.FEE: _of_figures,
    Mismatch.DUPLICATE: _of_figures,
    Mismatch.STUCK: _of_our_own,
    Mismatch.FAILED: _of_failed,
    Mismatch.ORPHAN_EVENT: _of_our_own,
}
