"""Dates as people typed them into a form without a zone: `03/19/2020 05:00 PM`, `2020/03/19 12 p.m.`, `9/16/2019`."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

DAYS = ("%m/%d/%Y", "%Y/%m/%d")
HOURS = (" %I:%M %p", " %I %p", " %H:%M", " %H:%M %p")  # the last for `00:00 AM`
FIRST_MINUTE, LAST_MINUTE = time(0, 0), time(23, 59)


class UnreadableDate(ValueError):
    """The text is no date that has one meaning: a five-digit year, say."""


def read_instant(text: str, zone: ZoneInfo, *, when_only_a_day: time) -> datetime:
    """The moment in UTC that the text means in its zone; a day without an hour takes the hour given.

    Raises UnreadableDate.
    """
    return read_local(text, when_only_a_day=when_only_a_day).replace(tzinfo=zone).astimezone(UTC)


def read_local(text: str, *, when_only_a_day: time) -> datetime:
    """The wall clock's reading that the text means, without a zone. Raises UnreadableDate."""
    plain = _plain(text)
    for day in DAYS:
        for hour in HOURS:
            if (moment := _read(plain, day + hour)) is not None:
                return moment
        if (moment := _read(plain, day)) is not None:
            return datetime.combine(moment.date(), when_only_a_day)
    raise UnreadableDate(text)


def _plain(text: str) -> str:
    one_space = " ".join(text.split()).lower()
    return re.sub(r"\s*([ap])\.?m\.?$", r" \1m", one_space)


def _read(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is the caller's knowledge, not the text's
    except ValueError:
        return None
