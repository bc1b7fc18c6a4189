"""How long things may take once a challenge has closed: what its terms say, else the platform's defaults."""

from datetime import datetime, timedelta

from bounties.challenges.models import Challenge

LONGEST_EXTENSION = timedelta(days=7)
ARBITER_BUSINESS_DAYS = 5
OFFER = timedelta(days=10)
SATURDAY = 5  # of datetime.weekday()


def extension_of(challenge: Challenge) -> timedelta:
    """The one automatic extension of judging: seven days, or half the judging window if that is shorter."""
    assert challenge.judge_by
    assert challenge.closes_at
    return _agreed(challenge, "extension") or min(LONGEST_EXTENSION, (challenge.judge_by - challenge.closes_at) / 2)


def extended_deadline(challenge: Challenge, now: datetime) -> datetime:
    """When the extended time to decide is up."""
    return now + extension_of(challenge)


def arbiter_deadline(challenge: Challenge, now: datetime) -> datetime:
    """When the arbiter's time is up: five business days, by UTC."""
    agreed = _agreed(challenge, "arbiter")
    return now + agreed if agreed else add_business_days(now, ARBITER_BUSINESS_DAYS)


def offer_deadline(challenge: Challenge, now: datetime) -> datetime:
    """Until when an offered award can be accepted: ten days."""
    return now + (_agreed(challenge, "offer") or OFFER)


def add_business_days(start: datetime, days: int) -> datetime:
    """The same time of day, so many days from Monday to Friday later."""
    end = start
    while days:
        end += timedelta(days=1)
        days -= end.weekday() < SATURDAY
    return end


def _agreed(challenge: Challenge, name: str) -> timedelta | None:
    seconds = challenge.durations.get(name)
    return timedelta(seconds=seconds) if seconds else None
