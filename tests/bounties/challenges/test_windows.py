"""How long things may take after the deadline."""

from datetime import UTC, datetime, timedelta

import pytest

from bounties.challenges.models import Challenge
from bounties.challenges.windows import add_business_days, arbiter_deadline, extension_of, offer_deadline

CLOSES = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def challenge(judging: timedelta, **durations: int) -> Challenge:
    return Challenge(closes_at=CLOSES, judge_by=CLOSES + judging, durations=durations)


@pytest.mark.parametrize(("judging", "extension"), [(30 * DAY, 7 * DAY), (14 * DAY, 7 * DAY), (3 * DAY, 1.5 * DAY)])
def test_the_extension_is_seven_days_or_half_the_judging_window(judging, extension):
    assert extension_of(challenge(judging)) == extension


def test_the_terms_may_say_otherwise():
    agreed = challenge(30 * DAY, extension=60, arbiter=120, offer=180)
    assert extension_of(agreed) == timedelta(seconds=60)
    assert arbiter_deadline(agreed, CLOSES) == CLOSES + timedelta(seconds=120)
    assert offer_deadline(agreed, CLOSES) == CLOSES + timedelta(seconds=180)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-11-02", "2026-11-09"),  # Monday to Monday
        ("2026-11-06", "2026-11-13"),  # Friday to Friday
        ("2026-11-07", "2026-11-13"),  # a Saturday counts from Monday on
        ("2026-11-08", "2026-11-13"),
    ],
)
def test_the_arbiter_has_five_business_days(start, end):
    assert add_business_days(datetime.fromisoformat(start), 5) == datetime.fromisoformat(end)
    assert arbiter_deadline(challenge(DAY), datetime.fromisoformat(start)) == datetime.fromisoformat(end)


def test_an_offer_stands_for_ten_days():
    assert offer_deadline(challenge(DAY), CLOSES) == CLOSES + 10 * DAY
