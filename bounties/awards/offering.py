"""What an offer wins is its price: nobody bargains after it was opened."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from bounties.awards.placing import Chosen
from bounties.challenges.models import Challenge
from bounties.errors import InvalidInput
from bounties.judging.judged import judged_versions
from payments.money import Money


def at_offered_prices(challenge: Challenge, awards: Sequence[Chosen]) -> list[Chosen]:
    """The choice with each offer's price as its amount; raises InvalidInput for any other.

    As it is where entries name no price.
    """
    if not challenge.rules.is_priced:
        return list(awards)
    prices = dict(judged_versions(challenge).values_list("entry_id", "price"))
    return [_at_price(one, prices.get(one.entry), challenge.currency) for one in awards]


def _at_price(one: Chosen, price: int | None, currency: str) -> Chosen:
    if price is not None and one.amount not in (None, price):
        raise InvalidInput(
            _("This offer is taken at its price, {price}. Leave it out."), field="awards", price=Money(price, currency)
        )
    return replace(one, amount=price)
