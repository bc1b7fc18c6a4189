"""How far the paying for a challenge has come, and what paying costs: told before anyone pays."""

from dataclasses import dataclass
from datetime import datetime

from bounties.challenges.models import Challenge
from payments.money import Money
from payments.purses.fees import platform_fee
from payments.purses.models import Contribution
from workers.clock import laurel_now

HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Progress:
    """What is settled of the goal. `percent` is cut to whole ones, so that 100 means met."""

    goal: Money
    held: Money
    on_its_way: Money  # what banks are working on
    missing: Money  # what may still be given
    percent: int
    backers: int
    ends_at: datetime | None
    seconds_left: int | None


@dataclass(frozen=True, slots=True)
class Quote:
    """What a payment would cost now."""

    amount: Money
    platform_fee: Money
    total: Money


def progress_of(challenge: Challenge, *, now: datetime | None = None) -> Progress:
    """By the money floor's books at this moment; a challenge that nobody was asked to pay for has all of it missing."""
    tally = Contribution.objects.filter(purse__reference=str(challenge.pk)).tally()
    goal = challenge.prize_total
    return Progress(
        goal=Money(goal, challenge.currency),
        held=Money(tally.paid, challenge.currency),
        on_its_way=Money(tally.coming, challenge.currency),
        missing=Money(max(goal - tally.paid - tally.coming, 0), challenge.currency),
        percent=min(tally.paid * HUNDRED // goal, HUNDRED) if goal else 0,
        backers=tally.payers,
        ends_at=challenge.funding_ends_at,
        seconds_left=_seconds_left(challenge, now),
    )


def quote(amount: Money) -> Quote:
    """The platform's fee on top of an amount. Raises InvalidAmount for what cannot be paid."""
    fee = platform_fee(amount)
    return Quote(amount, fee, (amount + fee).require_chargeable())


def _seconds_left(challenge: Challenge, now: datetime | None) -> int | None:
    if challenge.status != Challenge.Status.FUNDING or challenge.funding_ends_at is None:
        return None
    return max(int((challenge.funding_ends_at - (now or laurel_now())).total_seconds()), 0)
