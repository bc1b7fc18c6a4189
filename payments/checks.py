"""What must hold of the settings before money may move: only test mode, fees that cover Stripe's, sane limits."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.core.exceptions import ImproperlyConfigured

from payments.limits import limit
from payments.money import Money
from payments.purses.fees import is_movable

TEST_KEYS = ("sk_test_", "rk_test_")


def is_test_key(key: str) -> bool:
    """Whether the key moves only play money."""
    return key.startswith(TEST_KEYS)


def refuse_live_key() -> None:
    """Stop the process: a web server runs no system checks, so this is asked when the app starts."""
    if settings.STRIPE_SECRET_KEY and not is_test_key(settings.STRIPE_SECRET_KEY):
        raise ImproperlyConfigured("STRIPE_SECRET_KEY must begin with sk_test_ or rk_test_: live money is refused.")


@register("payments")
def stripe_key_is_given(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Without a key nothing can be funded or paid."""
    if settings.STRIPE_SECRET_KEY or settings.LAUREL_LOCAL:
        return []
    return [Warning("STRIPE_SECRET_KEY is not set: no challenge can be funded.", id="payments.W001")]


@register("payments")
def fees_are_known(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """Each currency of purses has its least fee, which can be paid, and Stripe's fixed fee."""
    return [
        Error(f"{currency} has no usable PLATFORM_FEE_MINIMUM or STRIPE_FEE_FIXED.", id="payments.E004")
        for currency in settings.SETTLEMENT_CURRENCIES
        if not _has_fees(currency)
    ]


@register("payments")
def fees_cover_stripes_fee(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """The platform's fee must pay Stripe's on every prize, or transfers would overdraw the platform's balance."""
    known = [currency for currency in settings.SETTLEMENT_CURRENCIES if _has_fees(currency)]
    losing = [currency for currency in known if least_margin(currency) < 0]
    if settings.STRIPE_FLOAT_BOOKED or not losing:
        return []
    message = f"PLATFORM_FEE_BP and PLATFORM_FEE_MINIMUM do not cover Stripe's fee on every prize: {', '.join(losing)}."
    return [Error(message, hint="Raise them, or book a float and set STRIPE_FLOAT_BOOKED.", id="payments.E002")]


def _has_fees(currency: str) -> bool:
    least = settings.PLATFORM_FEE_MINIMUM.get(currency, 0)
    return least > 0 and currency in settings.STRIPE_FEE_FIXED and is_movable(Money(least, currency))


def least_margin(currency: str) -> int:
    """What is left of the platform's fee on the worst prize, in ten-thousandths of a minor unit.

    The fee is the greater of a floor and a share (cut to whole units), so the margin falls until the share overtakes
    the floor and rises from then on, or falls endlessly: the worst prize is the last that pays only the floor.
    """
    share, floor = settings.PLATFORM_FEE_BP, settings.PLATFORM_FEE_MINIMUM[currency]
    slope = share * (10_000 - settings.STRIPE_FEE_BP) - settings.STRIPE_FEE_BP * 10_000
    if slope < 0 or not share:
        return -1
    worst = -(-(floor + 1) * 10_000 // share) - 1
    return floor * 10_000 - settings.STRIPE_FEE_BP * (worst + floor) - settings.STRIPE_FEE_FIXED[currency] * 10_000


@register("payments")
def limits_are_ordered(app_configs: Any, **_: Any) -> list[CheckMessage]:
    """What needs two approvers must also need one, in every currency, those without their own number included."""
    first, second = settings.AUTO_APPROVE_LIMIT, settings.FOUR_EYES_LIMIT
    if not {"other"} <= first.keys() & second.keys():
        return [Error("AUTO_APPROVE_LIMIT and FOUR_EYES_LIMIT must say what holds for `other`.", id="payments.E005")]
    wrong = [name for name in first.keys() | second.keys() if not 0 <= limit(first, name) <= limit(second, name)]
    message = f"AUTO_APPROVE_LIMIT must be between 0 and FOUR_EYES_LIMIT: not so for {', '.join(sorted(wrong))}."
    return [Error(message, id="payments.E003")] if wrong else []
