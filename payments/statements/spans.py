"""The stretch of time that a statement or a journal covers; always UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

from django.utils.translation import gettext as _

from payments.errors import InvalidInput


class InvalidSpan(InvalidInput):
    """Dates that no statement can cover. Answered with 400."""

    code = "invalid_period"


@dataclass(frozen=True, slots=True)
class Span:
    """From the first moment of one day to the last of another, in UTC; `starts` belongs to it, `ends` does not."""

    starts: datetime
    ends: datetime

    @classmethod
    def of_days(cls, first: date, last: date) -> Self:
        """Both days whole; raises InvalidSpan if the last is before the first, or beyond the calendar."""
        if last < first:
            raise InvalidSpan(
                _("{last} is before {first}: a statement runs forward."), field="to", last=last, first=first
            )
        if not date(1970, 1, 1) <= first <= last < date(9999, 1, 1):
            raise InvalidSpan(_("Give days between 1970 and 9998."), field="from")
        return cls(datetime.combine(first, time(), UTC), datetime.combine(last + timedelta(days=1), time(), UTC))

    @classmethod
    def of_month(cls, month: date) -> Self:
        """One calendar month, named by any of its days."""
        first = month.replace(day=1)
        return cls.of_days(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @property
    def first_day(self) -> date:
        """The first day of it."""
        return self.starts.date()

    @property
    def last_day(self) -> date:
        """The last day of it."""
        return (self.ends - timedelta(microseconds=1)).date()
