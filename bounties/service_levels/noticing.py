"""Whoever promised is warned before a clock runs out, and told when it has; each once."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bounties.service_levels.following import follow
from bounties.service_levels.models import Measure, ServiceClock
from workers.clock import LaurelNow
from workers.events import emit_many
from workers.sweeping import sweep

BATCH = 200


def notice_due() -> int:
    """Give every notice that is due; return how many."""
    return breach_due() + warn_due()


def warn_due() -> int:
    """Warn of clocks of which four fifths are over."""
    return sweep(_keys(ServiceClock.objects.to_warn), _warn)


def breach_due() -> int:
    """Tell of clocks that have run out; there is nothing to warn of any more."""
    return sweep(_keys(ServiceClock.objects.to_breach), _breach)


def _keys(due: Callable[[], QuerySet[ServiceClock]]) -> list[UUID]:
    return list(due().values_list("pk", flat=True)[:BATCH])


@transaction.atomic
def _warn(clock_id: UUID) -> bool:
    if not _is_due(ServiceClock.objects.to_warn().filter(pk=clock_id)):
        return False
    warned = ServiceClock.objects.filter(pk=clock_id)
    warned.update(warned_at=LaurelNow())
    emit_many("service_clock.warned", subjects=warned, facts=("measure",))
    return True


@transaction.atomic
def _breach(clock_id: UUID) -> bool:
    if not _is_due(ServiceClock.objects.to_breach().filter(pk=clock_id)):
        return False
    breached = ServiceClock.objects.filter(pk=clock_id)
    breached.filter(warned_at=None).update(warned_at=LaurelNow())
    breached.update(breached_at=LaurelNow())
    emit_many("service_clock.breached", subjects=breached, facts=("measure",))
    return True


def _is_due(clock: QuerySet[ServiceClock]) -> bool:
    """Whether it is, under its lock; what was done in time is not late only because nobody has heard of it yet."""
    for measure, subject_id in clock.values_list("measure", "subject_id"):
        follow(measure=Measure(measure), subject_id=subject_id)
    return bool(clock.select_for_update(no_key=True, skip_locked=True).values_list("pk"))
