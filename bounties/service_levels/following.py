"""The clock of one measured thing is brought to where its history says it is; a repeat changes nothing."""

from uuid import UUID

from django.db import transaction

from bounties.challenges.models import Challenge
from bounties.service_levels.choosing import in_force
from bounties.service_levels.histories import challenge_of, marks_of
from bounties.service_levels.models import Measure, ServiceClock
from bounties.service_levels.reading import Kind, Mark, Reading, read

READ = ["status", "used", "running_since", "warn_at", "due_at", "stopped_at"]


@transaction.atomic
def follow(*, measure: Measure, subject_id: UUID) -> ServiceClock | None:
    """Start, hold, let run or stop it, by its events; None where nothing is measured.

    Whichever event is heard of first, the whole history is read, under the clock's lock.
    """
    challenge = challenge_of(measure, subject_id)
    if challenge is None:
        return None
    clock = _locked(measure, subject_id) or _begin(measure, subject_id, challenge)
    if clock is None or clock.stopped_at:
        return clock
    reading = read(marks_of(measure, subject_id, challenge), target=clock.target, calendar=clock.calendar.business())
    if reading:
        _write(clock, reading)
    return clock


@transaction.atomic
def follow_challenge(*, challenge_id: UUID) -> None:
    """Bring every open clock of a challenge to where it is: it was paused, went on, or is over."""
    open_clocks = ServiceClock.objects.open().filter(challenge=challenge_id).order_by("pk")
    for measure, subject_id in open_clocks.values_list("measure", "subject_id"):
        follow(measure=Measure(measure), subject_id=subject_id)


def _locked(measure: Measure, subject_id: UUID) -> ServiceClock | None:
    clocks = ServiceClock.objects.select_for_update(no_key=True, of=("self",)).select_related("calendar")
    return clocks.filter(measure=measure, subject_id=subject_id).first()


def _begin(measure: Measure, subject_id: UUID, challenge: Challenge) -> ServiceClock | None:
    """A clock under what the sponsor had promised when it started; None if it has not, or nothing was promised."""
    start = next((mark for mark in marks_of(measure, subject_id, challenge) if mark.kind == Kind.START), None)
    clock = _promised(measure, subject_id, challenge, start) if start else None
    if clock is None:
        return None
    ServiceClock.objects.bulk_create([clock], ignore_conflicts=True)  # of two at once the second waits, and goes on
    return _locked(measure, subject_id)


def _promised(measure: Measure, subject_id: UUID, challenge: Challenge, start: Mark) -> ServiceClock | None:
    promise = in_force(challenge.sponsor_id, start.at)
    target = promise.plan.targets.filter(measure=measure).first() if promise else None
    if promise is None or target is None:
        return None
    calendar = promise.calendar.business()
    span = target.span(calendar)
    clock = ServiceClock(
        sponsor_id=challenge.sponsor_id,
        challenge=challenge,
        measure=measure,
        subject_id=subject_id,
        plan=promise.plan,
        calendar=promise.calendar,
        target=span,
        started_at=start.at,
    )
    reading = read([start], target=span, calendar=calendar)
    return _read_off(clock, reading) if reading else None


def _write(clock: ServiceClock, reading: Reading) -> None:
    _read_off(clock, reading).save(update_fields=READ)


def _read_off(clock: ServiceClock, reading: Reading) -> ServiceClock:
    for name in READ:
        setattr(clock, name, getattr(reading, name))
    return clock
