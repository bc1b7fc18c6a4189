"""What the platform takes for itself, on top of the prize."""

from django.conf import settings

from payments.money import Money

BASIS_POINTS = 10_000


def platform_fee(prize: Money) -> Money:
    """The platform's fee on a prize: PLATFORM_FEE_BP of it, rounded down, and at least PLATFORM_FEE_MINIMUM."""
    share = prize.amount * settings.PLATFORM_FEE_BP // BASIS_POINTS
    return Money(max(share, settings.PLATFORM_FEE_MINIMUM), prize.currency)
