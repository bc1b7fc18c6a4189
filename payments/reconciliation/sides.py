"""One object as both books have it now."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from payments.ledger.chart import AT_STRIPE, Kind, Situation
from payments.ledger.models import Posting
from payments.reconciliation.models import StripeMovement


@dataclass(frozen=True, slots=True)
class Sides:
    """Net and fee by Stripe's lines and by our postings, minor units."""

    their_net: int
    their_fee: int
    our_net: int
    our_fee: int
    category: str  # Stripe's reporting category; empty: Stripe knows nothing of it

    @property
    def net(self) -> int:
        """What our accounts at Stripe lack."""
        return self.their_net - self.our_net

    @property
    def fee(self) -> int:
        """What our expense for Stripe's fees lacks."""
        return self.their_fee - self.our_fee


def sides_of(subject: str, currency: str) -> Sides:
    """What both books say of a Stripe object (or of a line without one) in a currency."""
    lines = StripeMovement.objects.filter(Q(source=subject) | Q(pk=subject, source=""), currency=currency)
    theirs = lines.aggregate(net=Sum("net"), fee=Sum("fee"))
    ours = Posting.objects.filter(transaction__source=subject, account__currency=currency).exclude(
        transaction__situation=Situation.AVAILABLE
    )
    net = ours.filter(account__kind__in=AT_STRIPE).aggregate(amount=Sum("amount"))["amount"]
    fees = ours.filter(account__kind=Kind.STRIPE_FEES).exclude(transaction__situation=Situation.STRIPE_BILLED)
    fee = fees.aggregate(amount=Sum("amount"))["amount"]
    category = lines.values_list("reporting_category", flat=True).order_by("created").first() or ""
    return Sides(int(theirs["net"] or 0), int(theirs["fee"] or 0), int(net or 0), int(fee or 0), category)
