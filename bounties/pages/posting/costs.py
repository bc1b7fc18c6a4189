"""What a draft will cost its sponsor, said while it is written."""

from bounties.challenges.models import Challenge
from bounties.challenges.progress import Quote, quote
from payments.errors import InvalidAmount
from payments.money import Money


def cost_of(challenge: Challenge) -> Quote | None:
    """Prize, fee and total, as it is saved; None where there is nothing to pay, or many pay."""
    if not challenge.prize_total or challenge.is_crowdfunded:
        return None
    try:
        return quote(Money(challenge.prize_total, challenge.currency))
    except InvalidAmount:
        return None
