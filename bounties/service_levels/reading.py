"""What a history says of a clock. Pure: the same marks give the same reading, in whatever order they were heard of."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bounties.service_levels.business_time import NOTHING, BusinessCalendar
from bounties.service_levels.models import STOPPED, ClockStatus

WARNED_AT_PERCENT = 80


class Kind(StrEnum):
    """What happened to a measured thing."""

    START = "start"
    STAND = "stand"  # somebody else is waited for
    RUN = "run"  # no longer
    DONE = "done"
    FAILED = "failed"  # it was done, but not by whoever promised it
    DROPPED = "dropped"  # there is nothing to do any more


@dataclass(frozen=True, slots=True)
class Mark:
    """One such thing, at its moment."""

    at: datetime
    kind: Kind


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a clock is."""

    status: ClockStatus
    used: timedelta = NOTHING
    running_since: datetime | None = None
    warn_at: datetime | None = None
    due_at: datetime | None = None
    stopped_at: datetime | None = None
    is_late: bool = False  # its time was over at some moment, whatever came after


def read(marks: Iterable[Mark], *, target: timedelta, calendar: BusinessCalendar) -> Reading | None:
    """Where the clock is after these marks, oldest first; None before its start. What follows its end is ignored."""
    reading: Reading | None = None
    for mark in marks:
        if reading is None:
            reading = _run(Reading(ClockStatus.RUNNING), mark.at, target, calendar) if mark.kind == Kind.START else None
        elif reading.status not in STOPPED:
            reading = _next(reading, mark, target, calendar)
    return reading


def _next(reading: Reading, mark: Mark, target: timedelta, calendar: BusinessCalendar) -> Reading:
    match mark.kind:
        case Kind.RUN if reading.running_since is None:
            return _run(reading, mark.at, target, calendar)
        case Kind.STAND if reading.running_since is not None:
            return _hold(reading, mark.at, calendar, ClockStatus.STANDING)
        case Kind.DONE | Kind.FAILED | Kind.DROPPED:
            held = _hold(reading, mark.at, calendar, ClockStatus.MISSED)
            status = ClockStatus.MISSED if held.is_late else ENDS[mark.kind]
            return replace(held, status=status, stopped_at=mark.at)
        case _:
            return reading


ENDS = {Kind.DONE: ClockStatus.MET, Kind.FAILED: ClockStatus.MISSED, Kind.DROPPED: ClockStatus.DROPPED}


def _run(reading: Reading, at: datetime, target: timedelta, calendar: BusinessCalendar) -> Reading:
    """Business time is counted from here."""
    return replace(
        reading,
        status=ClockStatus.RUNNING,
        running_since=at,
        warn_at=calendar.add(at, target * WARNED_AT_PERCENT / 100 - reading.used),
        due_at=calendar.add(at, target - reading.used),
    )


def _hold(reading: Reading, at: datetime, calendar: BusinessCalendar, status: ClockStatus) -> Reading:
    """And up to here."""
    passed = calendar.between(reading.running_since, at) if reading.running_since else NOTHING
    return replace(
        reading,
        status=status,
        used=reading.used + passed,
        is_late=reading.is_late or (reading.due_at is not None and at > reading.due_at),
        running_since=None,
        warn_at=None,
        due_at=None,
    )
