"""Awards of one purse, and what became of their payouts."""

from payments.models import Payout
from payments.money import Money
from payments.payouts.batches.creating import Due


def due(*amounts, users):
    return [
        Due(f"award-{place}", user.pk, Money(amount, "usd"))
        for place, (amount, user) in enumerate(zip(amounts, users, strict=True))
    ]


def ids(payouts):
    return [payout.pk for payout in payouts]


def statuses():
    return list(Payout.objects.order_by("award_reference").values_list("status", flat=True))
