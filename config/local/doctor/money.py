"""Money: what the settings say about the platform's own money at Stripe, and what the books say."""

from django.conf import settings

from config.local.doctor.findings import Finding
from payments.ledger.accounts import Kind, total


def floats() -> Finding:
    """A float that the settings count on is booked, and one that is booked is counted on."""
    booked = [currency for currency in settings.SETTLEMENT_CURRENCIES if total(Kind.BANK, currency).amount < 0]
    if settings.STRIPE_FLOAT_BOOKED and not booked:
        return Finding(
            "STRIPE_FLOAT_BOOKED is set, but the books have no float in any currency.",
            "Top up the balance at Stripe and book it at the desk's exceptions, or unset it.",
        )
    if booked and not settings.STRIPE_FLOAT_BOOKED:
        return Finding(
            f"The books have a float in {', '.join(booked)}, but STRIPE_FLOAT_BOOKED is not set.",
            "Set it, or withdraw the float and book that.",
        )
    return Finding(f"A float is booked in {', '.join(booked)}" if booked else "No float is counted on, and none booked")
