"""Business time: whatever the calendar, adding and measuring are inverse, and time never runs backwards."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bounties.service_levels.business_time import NOTHING, BusinessCalendar
from bounties.service_levels.errors import NeverOpen

ZONES = ["America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Apia", "UTC"]
NINE_TO_FIVE = ((540, 1020),)
BERLIN = BusinessCalendar("Europe/Berlin", (NINE_TO_FIVE,) * 5 + ((), ()), "DE", "BE")
ALWAYS = BusinessCalendar("Europe/Berlin", (((0, 1440),),) * 7)
HOUR = timedelta(hours=1)

# Long enough that the longest span fits into ten years, also where it opens once a week.
hours = some.tuples(some.integers(0, 1440), some.integers(0, 1440)).filter(lambda span: span[0] + 15 <= span[1])
weeks = some.lists(some.lists(hours, max_size=1).map(tuple), min_size=7, max_size=7).map(tuple).filter(any)
calendars = some.builds(
    BusinessCalendar,
    zone=some.sampled_from(ZONES),
    week=weeks,
    country=some.sampled_from(["", "DE"]),
    closed=some.frozensets(some.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=5),
)
# Apia skipped a whole day at the end of 2011.
moments = some.one_of(
    some.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=some.just(UTC)),
    some.datetimes(datetime(2011, 12, 20), datetime(2012, 1, 10), timezones=some.just(UTC)),
)
spans = some.timedeltas(NOTHING, timedelta(hours=60))


@settings(max_examples=60, deadline=None)
@given(calendars, moments, spans)
def test_what_was_added_is_measured(calendar, start, span):
    assert calendar.between(start, calendar.add(start, span)) == span


@settings(max_examples=60, deadline=None)
@given(calendars, moments, some.timedeltas(NOTHING, timedelta(days=9)), some.timedeltas(NOTHING, timedelta(days=9)))
def test_time_is_measured_in_parts_as_in_whole(calendar, start, first, second):
    middle, end = start + first, start + first + second
    assert calendar.between(start, end) == calendar.between(start, middle) + calendar.between(middle, end)


@settings(max_examples=60, deadline=None)
@given(calendars, moments, spans, spans)
def test_more_time_is_never_over_sooner(calendar, start, one, other):
    assert calendar.add(start, min(one, other)) <= calendar.add(start, max(one, other))
    assert calendar.between(start + one, start) == NOTHING


def test_hours_that_are_too_few_for_so_long_a_time_are_refused():
    minute_a_week = BusinessCalendar("UTC", ((), (), (), (), (), (), ((0, 1),)))
    with pytest.raises(NeverOpen, match="not open for so long"):
        minute_a_week.add(datetime(2026, 1, 1, tzinfo=UTC), timedelta(days=1))


def berlin(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "span", "end"),
    [
        (berlin(2027, 1, 4, 8), 2 * HOUR, berlin(2027, 1, 4, 10)),  # a Monday at nine, local
        (berlin(2027, 1, 4, 15), 2 * HOUR, berlin(2027, 1, 5, 9)),  # an hour is left of the day
        (berlin(2027, 1, 8, 15), 2 * HOUR, berlin(2027, 1, 11, 9)),  # over a weekend
        (berlin(2027, 3, 26, 9), HOUR, berlin(2027, 3, 30, 8)),  # Good Friday to Easter Monday, and summer time
        (berlin(2027, 3, 8, 7), HOUR, berlin(2027, 3, 9, 9)),  # Women's Day is a holiday in Berlin
        (berlin(2027, 1, 4, 8), 8 * HOUR, berlin(2027, 1, 4, 16)),  # due when it closes, not when it opens again
    ],
)
def test_a_business_day_in_berlin(start, span, end):
    assert BERLIN.add(start, span) == end


def test_a_day_in_which_clocks_change_is_shorter_or_longer():
    spring, autumn = datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 10, 30, 22, tzinfo=UTC)
    assert ALWAYS.between(spring, datetime(2027, 3, 28, 22, tzinfo=UTC)) == 23 * HOUR
    assert ALWAYS.between(autumn, datetime(2027, 10, 31, 23, tzinfo=UTC)) == 25 * HOUR


def test_an_extra_day_off_is_no_business_day():
    closed = BusinessCalendar("UTC", (NINE_TO_FIVE,) * 7, closed=frozenset({date(2027, 1, 5)}))
    assert closed.add(datetime(2027, 1, 4, 16, tzinfo=UTC), 2 * HOUR) == datetime(2027, 1, 6, 10, tzinfo=UTC)


def test_a_business_day_is_worth_the_usual_day():
    assert BERLIN.usual_day == 8 * HOUR
    assert ALWAYS.usual_day == 24 * HOUR


def test_a_calendar_without_hours_is_none():
    with pytest.raises(NeverOpen):
        BusinessCalendar("UTC", ((),) * 7)
