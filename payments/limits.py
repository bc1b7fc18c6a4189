"""Limits of amounts, per currency."""

from collections.abc import Mapping

from django.conf import settings

from payments.money import Money


def is_above(limits: Mapping[str, int], amount: Money) -> bool:
    """Whether the amount is above its currency's limit."""
    return amount.amount > limit(limits, amount.currency)


def limit(limits: Mapping[str, int], currency: str) -> int:
    """The currency's own limit, or that of the currencies without one."""
    return limits.get(currency, limits["other"])


def is_large(amount: Money) -> bool:
    """Whether it takes two people."""
    return is_above(settings.FOUR_EYES_LIMIT, amount)
