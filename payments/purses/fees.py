"""What the platform takes for itself, on top of the prize, and what of it comes back: said before anyone pays."""

from django.conf import settings
from django.utils.translation import gettext as _

from payments.errors import InvalidAmount
from payments.money import WHOLE_UNIT_CURRENCIES, Money, exponent
from payments.sentences import filled, grouped

BASIS_POINTS = 10_000


def platform_fee(prize: Money) -> Money:
    """The platform's fee on a prize: PLATFORM_FEE_BP of it, rounded down, and at least its currency's minimum."""
    share = prize.amount * settings.PLATFORM_FEE_BP // BASIS_POINTS
    return Money(max(share - share % _step(prize.currency), least_fee(prize.currency).amount), prize.currency)


def least_fee(currency: str) -> Money:
    """PLATFORM_FEE_MINIMUM of a currency; raises InvalidAmount for one that has none."""
    if currency not in settings.PLATFORM_FEE_MINIMUM:
        raise InvalidAmount(
            _('Prizes in "{currency}" are not taken here: it has no platform fee.'), field="currency", currency=currency
        )
    return Money(settings.PLATFORM_FEE_MINIMUM[currency], currency)


def is_movable(amount: Money) -> bool:
    """Whether Stripe can move the amount: some currencies have hundredths that nobody can pay."""
    return amount.amount % _step(amount.currency) == 0


def fee_rule(currency: str) -> str:
    """The policy in a sentence, for whoever is about to pay."""
    percent = grouped(settings.PLATFORM_FEE_BP / 100)
    return filled(
        _("The platform fee is {percent} % of the prize money, at least {least}, paid on top of it."),
        percent=percent,
        least=least_fee(currency),
    )


def refund_rule() -> str:
    """What goes back when, and who bears Stripe's fee: said before anyone pays."""
    return _(
        "What is not awarded goes back to whoever paid it, in proportion to what is left of each payment. The platform "
        "fee goes back with it only if nobody had entered. Stripe keeps its own fee of each payment; the platform "
        "bears it."
    )


def _step(currency: str) -> int:
    return int(10 ** exponent(currency)) if currency in WHOLE_UNIT_CURRENCIES else 1
