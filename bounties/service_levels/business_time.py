"""Time as a business counts it: only while it is open, by its own zone, weekly hours and holidays. Pure.

Opening hours are local and become moments in UTC day by day, so an hour is always 3,600 seconds: a night in which
clocks change makes a day shorter or longer, never an hour. A local time that the clocks skip or show twice is read as
PEP 495 reads it with fold 0.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import gettext as _

from bounties.service_levels.errors import NeverOpen

DAYS_IN_A_WEEK = 7
MOST_DAYS = 10 * 366  # what is not reached in ten years never is
NOTHING = timedelta(0)
Hours = tuple[int, int]  # minutes of the local day: from, until


@lru_cache(maxsize=1024)
def holidays_of(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The public holidays of a country (ISO 3166-1 alpha-2), or of a part of it (ISO 3166-2), in one year."""
    return frozenset(holidays.country_holidays(country, subdiv=subdivision or None, years=year))


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """When a business is open. `week` begins with Monday; an empty day is closed. Raises NeverOpen without hours."""

    zone: str
    week: tuple[tuple[Hours, ...], ...]
    country: str = ""  # whose public holidays are closed; empty: none are
    subdivision: str = ""
    closed: frozenset[date] = frozenset()  # extra days

    def __post_init__(self) -> None:
        if len(self.week) != DAYS_IN_A_WEEK or not any(self.week):
            raise NeverOpen(_("A business calendar is open at some hour of the week."))

    @property
    def usual_day(self) -> timedelta:
        """The mean of the days on which it opens: what one business day is worth."""
        open_days = [day for day in self.week if day]
        minutes = sum(until - since for day in open_days for since, until in day)
        return timedelta(minutes=minutes) / len(open_days)

    def add(self, start: datetime, span: timedelta) -> datetime:
        """The earliest moment by which so much business time has passed since `start`.

        Raises NeverOpen if that is not within ten years.
        """
        left = span
        if left <= NOTHING:
            return start
        for since, until in self._open_from(start, MOST_DAYS):
            if left <= until - since:
                return since + left
            left -= until - since
        raise NeverOpen(_("In ten years this calendar is not open for so long a time."))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The business time from `start` to `end`; none if the end comes first."""
        days = (end - start).days + 2
        return sum(
            (max(min(until, end) - since, NOTHING) for since, until in self._open_from(start, max(days, 0))), NOTHING
        )

    def _open_from(self, start: datetime, days: int) -> Iterator[tuple[datetime, datetime]]:
        """When it is open from `start` on, over so many local days, one span after the other."""
        zone = ZoneInfo(self.zone)
        first, reached = start.astimezone(zone).date(), start
        for step in range(days + 1):
            for since, until in self._hours_of(first + timedelta(days=step)):
                begin, end = max(_moment(first, step, since, zone), reached), _moment(first, step, until, zone)
                if begin < end:
                    yield begin, end
                    reached = end

    def _hours_of(self, day: date) -> tuple[Hours, ...]:
        is_holiday = bool(self.country) and day in holidays_of(self.country, self.subdivision, day.year)
        return () if is_holiday or day in self.closed else self.week[day.weekday()]


def _moment(first: date, step: int, minutes: int, zone: ZoneInfo) -> datetime:
    """A local time of day, in UTC; 1,440 minutes are the next midnight."""
    local = datetime.combine(first + timedelta(days=step), time.min) + timedelta(minutes=minutes)
    return local.replace(tzinfo=zone).astimezone(UTC)
