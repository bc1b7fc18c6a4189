"""The postings of remedies: a person's correction, under the remedy's own effect key and Stripe's object."""

from django.db.models import Sum
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, PaymentError
from payments.ledger.accounts import Kind, account, total
from payments.ledger.chart import AT_STRIPE, Situation
from payments.ledger.models import Account, Posting, Transaction
from payments.ledger.posting import Line, credit, debit, post, settle_constraints
from payments.money import Money
from payments.reconciliation.models import Remedy, RemedyName
from payments.reconciliation.sides import Sides, sides_of

SITUATION = {
    RemedyName.BOOK_STRIPE_FEE: Situation.STRIPE_BILLED,
    RemedyName.BOOK_FLOAT: Situation.FLOATED,
    RemedyName.BOOK_WITHDRAWAL: Situation.WITHDRAWN,
    RemedyName.CORRECT: Situation.CORRECTED,
    RemedyName.REVERSE: Situation.CORRECTED,
}
OTHER_SIDE = {
    RemedyName.BOOK_STRIPE_FEE: Kind.STRIPE_FEES,
    RemedyName.BOOK_FLOAT: Kind.BANK,
    RemedyName.BOOK_WITHDRAWAL: Kind.BANK,
}
OWED = [Kind.PURSE, Kind.PAYABLE, Kind.REFUNDS_DUE, Kind.UNCLAIMED]  # what must be at Stripe, whoever gets it


class LeavesTooLittle(PaymentError):
    """A withdrawal that took other people's money is not booked as the platform's own."""

    code = "leaves_too_little"


def book(remedy: Remedy) -> Transaction:
    """Write what the remedy says, in the second person's name; PostgreSQL refuses it unless two agreed.

    Raises IllegalMove, LeavesTooLittle.
    """
    row = remedy.discrepancy
    name = RemedyName(remedy.name)
    purse, lines = _taken_back(row.subject) if name == RemedyName.REVERSE else ("", _lines(name, remedy))
    entry = post(
        effect_key=f"remedy:{remedy.pk}",
        situation=SITUATION[name],
        purse=purse,
        source=row.subject,
        by=remedy.second,
        lines=lines,
    )
    settle_constraints()
    return entry


def _lines(name: RemedyName, remedy: Remedy) -> list[Line]:
    row = remedy.discrepancy
    sides = sides_of(row.subject, row.currency)
    net = Money(sides.net, row.currency)
    pending = debit(account(Kind.STRIPE_PENDING, row.currency), net)
    if name == RemedyName.CORRECT:
        return [pending, *_corrected(sides, row.currency)]
    if name == RemedyName.BOOK_WITHDRAWAL:  # what is taken out was available, and nothing is released of it later
        _require_cover(net)
        return [debit(account(Kind.STRIPE_BALANCE, row.currency), net), credit(account(Kind.BANK, row.currency), net)]
    return [pending, credit(account(OTHER_SIDE[name], row.currency), net)]


def _require_cover(net: Money) -> None:
    """What stays at Stripe pays everything that is held and owed; raises LeavesTooLittle."""
    nothing = Money(0, net.currency)
    left = sum((total(kind, net.currency) for kind in AT_STRIPE), nothing) + net
    owed = sum((total(kind, net.currency) for kind in OWED), nothing)
    if left < owed:
        raise LeavesTooLittle(
            _(
                "This would leave {left} at Stripe, and {owed} is held and owed. Put the difference back, or "
                "correct it."
            ),
            left=left,
            owed=owed,
        )


def _corrected(sides: Sides, currency: str) -> list[Line]:
    """Stripe's fee as Stripe says; the rest is our loss, or somebody's money that nobody has claimed."""
    rest = Money(-(sides.net + sides.fee), currency)
    kind = Kind.LOSSES if rest.amount > 0 else Kind.UNCLAIMED
    return [
        debit(account(Kind.STRIPE_FEES, currency), Money(sides.fee, currency)),
        debit(account(kind, currency), rest),
    ]


def _taken_back(source: str) -> tuple[str, list[Line]]:
    """The opposite of everything booked for an object; of one purse only, as every transaction is."""
    purses = set(Transaction.objects.filter(source=source).values_list("purse", flat=True))
    if len(purses) != 1:
        raise IllegalMove(_("What was booked for this belongs to more than one purse; it can't be taken back at once."))
    sums = Posting.objects.filter(transaction__source=source).values_list("account").annotate(amount=Sum("amount"))
    accounts = Account.objects.in_bulk([key for key, _amount in sums])
    return purses.pop(), [Line(accounts[key], -int(amount)) for key, amount in sums]
