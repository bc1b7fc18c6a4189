"""What a sponsor may say of how the prize is paid for. Pure: no query, no clock."""

from collections.abc import Iterator
from datetime import datetime

from bounties.challenges.models import Challenge
from bounties.challenges.terms import ChallengeTerms
from payments.errors import InvalidAmount
from payments.money import LARGEST_CHARGE, Money
from payments.purses.fees import platform_fee

Mode = Challenge.FundingMode


def faults_of(terms: ChallengeTerms, *, now: datetime | None) -> Iterator[str]:
    """A sentence for each thing that can't be; without `now` nothing is too late any more."""
    if terms.funding_mode not in Mode.values:
        yield f'mode: "{terms.funding_mode}" is not possible. Choose one of: {", ".join(Mode.values)}.'
    if terms.funding_goal not in (None, terms.promised):
        yield f"goal: {terms.funding_goal} is not the sum of the prizes, {terms.promised}. Leave it out."
    if terms.funding_mode == Mode.CROWD:
        yield from _end(terms, now)
        yield from _minimum(terms)
    elif terms.funding_ends_at or terms.minimum_contribution:
        yield 'ends_at and minimum_contribution belong to crowdfunding. Leave them out, or choose the mode "crowd".'


def _end(terms: ChallengeTerms, now: datetime | None) -> Iterator[str]:
    end = terms.funding_ends_at
    if end is None:
        yield "ends_at: It is missing. Say until when the goal must be met."
    elif now and end <= now:
        yield f"ends_at: {end.isoformat()} is past. Choose a moment that is still to come."
    elif terms.closes_at and end >= terms.closes_at:
        yield f"ends_at: {end.isoformat()} is not before closes_at, {terms.closes_at.isoformat()}. Choose an earlier."


def _minimum(terms: ChallengeTerms) -> Iterator[str]:
    least = terms.minimum_contribution
    if least is None or least <= 0:
        yield f"minimum_contribution: {least} is no amount. Say the least that one may give, in minor units."
        return
    if terms.prizes and least > terms.prize_total:
        yield f"minimum_contribution: {least} is more than the goal, {terms.prize_total}. Lower it."
    try:
        total = Money(least, terms.currency) + platform_fee(Money(least, terms.currency))
        total.require_chargeable()
    except InvalidAmount as refusal:
        yield f"minimum_contribution: {least} cannot be paid. {refusal}"
        return
    if total.amount > LARGEST_CHARGE:
        yield f"minimum_contribution: {least} is more than can be paid at once. Lower it."
