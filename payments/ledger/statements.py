"""What the ledger says of one purse."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from payments.ledger.chart import Kind, Situation
from payments.ledger.models import Posting
from payments.money import Money

FUNDED = Q(transaction__situation__in=[Situation.FUNDED, Situation.FUNDED_ASTRAY])
REFUNDED = Q(transaction__situation__in=[Situation.REFUNDED, Situation.REFUND_RETURNED, Situation.PAID_BY_HAND])
PAID = Q(transaction__situation__in=[Situation.TRANSFERRED, Situation.REVERSED])
# Back with its payer by their bank's doing, or in their name with the platform whose debtor they are.
TAKEN = Q(transaction__situation__in=[Situation.DISPUTE_TAKEN, Situation.DEBT_PAID, Situation.DEBT_SET_OFF])


@dataclass(frozen=True, slots=True)
class Statement:
    """Where the money of one purse is: funded = held + payable + paid + refunds_due + refunded + unclaimed."""

    funded: Money
    held: Money
    payable: Money
    paid: Money
    refunds_due: Money
    refunded: Money
    unclaimed: Money


def statement(reference: str, currency: str) -> Statement:
    """Add up a purse's postings; platform fees, which belong to nobody's account, are left out."""
    owed = Posting.objects.filter(transaction__purse=reference, account__currency=currency).exclude(account__owner="")

    def credited(*kinds: Kind, where: Q | None = None) -> Money:
        amount = owed.filter(where or Q(), account__kind__in=kinds).aggregate(amount=Sum("amount"))["amount"]
        return Money(-int(amount or 0), currency)

    return Statement(
        funded=credited(Kind.PURSE, Kind.REFUNDS_DUE, where=FUNDED),
        held=credited(Kind.PURSE),
        payable=credited(Kind.PAYABLE),
        paid=-credited(Kind.PAYABLE, where=PAID),
        refunds_due=credited(Kind.REFUNDS_DUE),
        refunded=-credited(Kind.REFUNDS_DUE, Kind.UNCLAIMED, where=REFUNDED)
        - credited(Kind.PURSE, Kind.UNCLAIMED, where=TAKEN),
        unclaimed=credited(Kind.UNCLAIMED),
    )
