"""What could be done about each exception, in words that say what would happen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from payments.money import Money
from payments.reconciliation.models import Discrepancy, Mismatch, RemedyName
from payments.reconciliation.models.remedies import ALONE
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
    return [Suggestion(name, _says(name, row, sides), about(row)) for name in names]


def best_at_first_sight(row: Discrepancy) -> str | None:
    """What is done first about its kind, without asking either book; nothing once it is closed."""
    if row.closed_at:
        return None
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


BY_KIND: dict[Mismatch, Callable[[Discrepancy, Sides], Iterator[RemedyName]]] = {
    Mismatch.UNMATCHED_STRIPE: _of_stripe_alone,
    Mismatch.REVERSED: _of_stripe_alone,
    Mismatch.CURRENCY: _of_figures,
    Mismatch.UNMATCHED_LEDGER: _of_ledger_alone,
    Mismatch.AMOUNT: _of_figures,
    Mismatch.FEE: _of_figures,
    Mismatch.DUPLICATE: _of_figures,
    Mismatch.STUCK: _of_our_own,
    Mismatch.FAILED: _of_our_own,
    Mismatch.ORPHAN_EVENT: _of_our_own,
}


def _says(name: RemedyName, row: Discrepancy, sides: Sides) -> str:
    """One sentence with amounts."""
    match name:
        case RemedyName.LOOK_AGAIN if row.kind == Mismatch.FAILED:
            return (
                f"Look at {row.subject} once more. It ends on its own page: try it again there, or, if it is a refund, "
                "say that it was paid by hand; what a payee's bank sent back is theirs to put right at Stripe."
            )
        case RemedyName.LOOK_AGAIN:
            return f"Fetch {row.subject} from where it is now, let its own rules settle it, and compare again."
        case RemedyName.ESCALATE:
            return "Mark it as beyond what a booking can put right; nothing moves."
        case RemedyName.EXPLAIN:
            return "Accept that it differs for the reason given; nothing moves. It opens again if the figures change."
        case RemedyName.REVERSE:
            return f"Take back every line that was booked for {row.subject}, which Stripe does not know."
    return _posting_in_words(name, row.currency, sides)


def _posting_in_words(name: RemedyName, currency: str, sides: Sides) -> str:
    net, size = Money(sides.net, currency), Money(abs(sides.net), currency)
    match name:
        case RemedyName.BOOK_STRIPE_FEE:
            return f"Book {size} as a fee of Stripe's: stripe_fees +{size}, stripe_pending -{size}."
        case RemedyName.BOOK_FLOAT:
            return f"Book {size} as the platform's own money put into Stripe: stripe_pending +{size}, bank -{size}."
        case RemedyName.BOOK_WITHDRAWAL:
            return f"Book {size} as the platform's own money taken out: bank +{size}, stripe_balance -{size}."
    rest = -(sides.net + sides.fee)
    other = f"losses +{Money(rest, currency)}" if rest > 0 else f"unclaimed -{Money(-rest, currency)}"
    return f"Book what Stripe says: stripe_pending {net}, stripe_fees {Money(sides.fee, currency)}, {other}."
