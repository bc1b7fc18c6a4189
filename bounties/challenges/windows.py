"""How long things may take once a challenge has closed: what its terms say, else the platform's defaults."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from bounties.challenges.models import Challenge

LONGEST_EXTENSION = timedelta(days=7)
ARBITER_BUSINESS_DAYS = 5
OFFER = timedelta(days=10)
VERIFYING = timedelta(days=30)
INVITATION = timedelta(days=7)
SCREENING_SECONDS = 3 * 86_400
CURE_SECONDS = 2 * 86_400
ANSWER = timedelta(days=3)
CONTEST = timedelta(days=3)
REVIEW_SECONDS = 14 * 86_400
LEASE = timedelta(days=3)
SATURDAY = 5  # of datetime.weekday()


def extension_of(challenge: Challenge) -> timedelta:
    """The one automatic extension of judging: seven days, or half the judging window if that is shorter."""
    assert challenge.judge_by
    assert challenge.judged_from
    return _agreed(challenge, "extension") or min(LONGEST_EXTENSION, (challenge.judge_by - challenge.judged_from) / 2)


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


def verifying_time(challenge: Challenge) -> timedelta:
    """How long winners have for the papers that are asked of them: thirty days, and once as much again."""
    return _agreed(challenge, "verifying") or VERIFYING


def screening_seconds(durations: Mapping[str, int]) -> int:
    """How long an entry waits for its screener: three days; unscreened by then, it qualifies."""
    return durations.get("screening") or SCREENING_SECONDS


def cure_seconds(durations: Mapping[str, int]) -> int:
    """How long an entrant has to mend the form of an entry that was found ineligible: two days."""
    return durations.get("cure") or CURE_SECONDS


def answer_deadline(challenge: Challenge, now: datetime) -> datetime:
    """Until when an entrant may answer a charge: three days."""
    return now + (_agreed(challenge, "answer") or ANSWER)


def reply_deadline(challenge: Challenge, now: datetime) -> datetime:
    """Until when the other side may answer an appeal: three days, and at most half of the arbiter's time."""
    return min(answer_deadline(challenge, now), now + (arbiter_deadline(challenge, now) - now) / 2)


def contest_deadline(challenge: Challenge, since: datetime) -> datetime:
    """Until when an entrant may contest what put their entry out: three days."""
    return since + (_agreed(challenge, "contest") or CONTEST)


def invitation_deadline(challenge: Challenge, now: datetime) -> datetime:
    """Until when an invitation to judge can be answered: seven days."""
    return now + (_agreed(challenge, "invitation") or INVITATION)


def review_seconds(durations: Mapping[str, int]) -> int:
    """How long an entry waits in a queue, from its receipt, until the arbiter alone decides it: fourteen days."""
    return durations.get("review") or REVIEW_SECONDS


def review_deadline(challenge: Challenge, received_at: datetime) -> datetime:
    """Until when an entry of a queue is decided by those who review it."""
    return received_at + timedelta(seconds=review_seconds(challenge.durations))


def lease_deadline(challenge: Challenge, now: datetime) -> datetime:
    """Until when a reviewer who takes an entry has it alone: three days."""
    return now + (_agreed(challenge, "lease") or LEASE)


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
