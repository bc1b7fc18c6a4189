"""Whoever promised is warned before a clock runs out, and told when it has; each once."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from bounties.service_levels.following import follow
from bounties.service_levels.models import Measure, ServiceClock
from workers.clock import LaurelNow
from workers.events import emit_many

BATCH = 200


def notice_due() -> int:
    """Give every notice that is due; return how many."""
    return breach_due() + warn_due()


@transaction.atomic
def warn_due() -> int:
    """Warn of clocks of which four fifths are over."""
    _look_again(ServiceClock.objects.to_warn())
    ids = _claimed(ServiceClock.objects.to_warn())
    warned = ServiceClock.objects.filter(pk__in=ids)
    warned.update(warned_at=LaurelNow())
    emit_many("service_clock.warned", subjects=warned, facts=("measure",))
    return len(ids)


@transaction.atomic
def breach_due() -> int:
    """Tell of clocks that have run out; there is nothing to warn of any more."""
    _look_again(ServiceClock.objects.to_breach())
    ids = _claimed(ServiceClock.objects.to_breach())
    breached = ServiceClock.objects.filter(pk__in=ids)
    breached.filter(warned_at=None).update(warned_at=LaurelNow())
    breached.update(breached_at=LaurelNow())
    emit_many("service_clock.breached", subjects=breached, facts=("measure",))
    return len(ids)


def _look_again(due: QuerySet[ServiceClock]) -> None:
    """What was done in time is not late only because nobody has heard of it yet."""
    for measure, subject_id in due.values_list("measure", "subject_id")[:BATCH]:
        follow(measure=Measure(measure), subject_id=subject_id)


def _claimed(due: QuerySet[ServiceClock]) -> list[UUID]:
    return list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:BATCH])
