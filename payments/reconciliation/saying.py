"""What a remedy would do about an exception, in words that say what would happen."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from payments.money import Money
from payments.reconciliation.carrying_on import payout_of
from payments.reconciliation.models import Discrepancy, Mismatch, RemedyName
from payments.reconciliation.sides import Sides
from payments.sentences import filled

UNCHANGING = {
    RemedyName.LOOK_AGAIN: gettext_lazy(
        "Fetch {subject} from where it is now, let its own rules settle it, and compare again."
    ),
    RemedyName.ESCALATE: gettext_lazy("Mark it as beyond what a booking can put right; nothing moves."),
    RemedyName.EXPLAIN: gettext_lazy(
        "Accept that it differs for the reason given; nothing moves. It opens again if the figures change."
    ),
    RemedyName.REVERSE: gettext_lazy("Take back every line that was booked for {subject}, which Stripe does not know."),
}


def in_words(name: RemedyName, row: Discrepancy, sides: Sides) -> str:
    """One sentence with amounts."""
    if name in UNCHANGING:
        return filled(str(UNCHANGING[name]), subject=row.subject)
    if name in (RemedyName.SEND_AGAIN, RemedyName.PAID_BY_HAND, RemedyName.TAKE_BACK):
        return _next_step(name, row)
    return _posting_in_words(name, row.currency, sides)


def _next_step(name: RemedyName, row: Discrepancy) -> str:
    payout = payout_of(row)
    money = Money(abs(row.difference), row.currency)
    match name:
        case RemedyName.SEND_AGAIN if payout:
            text = _("Stripe refused the {payout}, so nothing left: let it go on from where its payee stands now.")
        case RemedyName.SEND_AGAIN:
            text = _("Send {money} to the payer's card once more, by a new refund at Stripe.")
        case RemedyName.PAID_BY_HAND:
            text = _("Say that {money} was paid from our own bank: unclaimed +{money}, bank -{money}.")
        case RemedyName.TAKE_BACK if row.kind == Mismatch.REVERSED:
            text = _(
                "Somebody took the {payout} back on Stripe's own pages. Follow it: what of it is still there is taken"
                " back too, and all is kept for its payee as unclaimed. To pay it anew, or to give it to the next in"
                " rank, take it back on the payout's page instead."
            )
        case _other:
            text = _(
                "The payee's bank sent the {payout} back, and it lies in their account at Stripe until they correct"
                " their bank details. Take it from there, and keep it for them as unclaimed."
            )
    return filled(text, payout=payout, money=money)


def _posting_in_words(name: RemedyName, currency: str, sides: Sides) -> str:
    net, size = Money(sides.net, currency), Money(abs(sides.net), currency)
    match name:
        case RemedyName.BOOK_STRIPE_FEE:
            text = _("Book {size} as a fee of Stripe's: stripe_fees +{size}, stripe_pending -{size}.")
        case RemedyName.BOOK_FLOAT:
            text = _("Book {size} as the platform's own money put into Stripe: stripe_pending +{size}, bank -{size}.")
        case RemedyName.BOOK_WITHDRAWAL:
            text = _("Book {size} as the platform's own money taken out: bank +{size}, stripe_balance -{size}.")
        case _other:
            return _correction(net, Money(sides.fee, currency), rest=-(sides.net + sides.fee))
    return filled(text, size=size)


def _correction(net: Money, fee: Money, *, rest: int) -> str:
    size = Money(abs(rest), net.currency)
    if rest > 0:
        text = _("Book what Stripe says: stripe_pending {net}, stripe_fees {fee}, losses +{size}.")
    else:
        text = _("Book what Stripe says: stripe_pending {net}, stripe_fees {fee}, unclaimed -{size}.")
    return filled(text, net=net, fee=fee, size=size)
