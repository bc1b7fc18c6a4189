"""An offer's price: at or under the ceiling that its place names, and large enough to be paid."""

from django.utils.translation import gettext as _

from bounties.challenges.models import Challenge
from bounties.errors import InvalidInput
from payments.money import Money


class AboveCeiling(InvalidInput):
    """The offer asks for more than the budget has for it. Answered with 400."""

    code = "above_ceiling"


def ceiling_of(challenge: Challenge) -> Money:
    """The most that one offer may ask for."""
    amounts = challenge.prizes.values_list("amount", flat=True)
    return Money(max(amounts, default=0), challenge.currency)


def require_price(challenge: Challenge, price: int | None) -> None:
    """Raise InvalidInput unless this may be an entry's price here, and AboveCeiling if it is too much; None passes."""
    if price is None:
        return
    if not challenge.rules.is_priced:
        raise InvalidInput(_("The prizes are fixed here, so an entry names no price. Leave it out."), field="price")
    asked, ceiling = Money(price, challenge.currency), ceiling_of(challenge)
    if asked > ceiling:
        raise AboveCeiling(
            _("{asked} is above the ceiling of {ceiling}. Ask for that or less."),
            field="price",
            asked=asked,
            ceiling=ceiling,
        )
    if not asked.is_payable:
        raise InvalidInput(
            _("{asked} cannot be paid; ask for {least} or more, in whole units of the currency."),
            field="price",
            asked=asked,
            least=asked.least,
        )


def require_priced(challenge: Challenge, price: int | None) -> None:
    """Raise InvalidInput unless what is handed in names its price where it must, and none where it must not."""
    if challenge.rules.is_priced and price is None:
        raise InvalidInput(
            _("An offer names its price: up to {ceiling}, in minor units."),
            field="price",
            ceiling=ceiling_of(challenge),
        )
    require_price(challenge, price)
