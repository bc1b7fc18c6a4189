"""What a remedy would do about an exception, in words that say what would happen."""

from payments.money import Money
from payments.reconciliation.carrying_on import payout_of
from payments.reconciliation.models import Discrepancy, Mismatch, RemedyName
from payments.reconciliation.sides import Sides

UNCHANGING = {
    RemedyName.LOOK_AGAIN: "Fetch {subject} from where it is now, let its own rules settle it, and compare again.",
    RemedyName.ESCALATE: "Mark it as beyond what a booking can put right; nothing moves.",
    RemedyName.EXPLAIN: (
        "Accept that it differs for the reason given; nothing moves. It opens again if the figures change."
    ),
    RemedyName.REVERSE: "Take back every line that was booked for {subject}, which Stripe does not know.",
}


def in_words(name: RemedyName, row: Discrepancy, sides: Sides) -> str:
    """One sentence with amounts."""
    if name in UNCHANGING:
        return UNCHANGING[name].format(subject=row.subject)
    if name in (RemedyName.SEND_AGAIN, RemedyName.PAID_BY_HAND, RemedyName.TAKE_BACK):
        return _next_step(name, row)
    return _posting_in_words(name, row.currency, sides)


def _next_step(name: RemedyName, row: Discrepancy) -> str:
    payout = payout_of(row)
    money = Money(abs(row.difference), row.currency)
    match name:
        case RemedyName.SEND_AGAIN if payout:
            return f"Stripe refused the {payout}, so nothing left: let it go on from where its payee stands now."
        case RemedyName.SEND_AGAIN:
            return f"Send {money} to the payer's card once more, by a new refund at Stripe."
        case RemedyName.PAID_BY_HAND:
            return f"Say that {money} was paid from our own bank: unclaimed +{money}, bank -{money}."
        case RemedyName.TAKE_BACK if row.kind == Mismatch.REVERSED:
            return (
                f"Somebody took the {payout} back on Stripe's own pages. Follow it: what of it is still there is taken"
                " back too, and all is kept for its payee as unclaimed. To pay it anew, or to give it to the next in"
                " rank, take it back on the payout's page instead."
            )
    return (
        f"The payee's bank sent the {payout} back, and it lies in their account at Stripe until they correct their bank"
        " details. Take it from there, and keep it for them as unclaimed."
    )


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
