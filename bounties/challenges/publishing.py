"""Scheduled challenges open at their hour, in batches."""

from django.db import transaction
from django.db.models import F

from bounties.challenges.models import Challenge
from workers.events import emit_many

Status = Challenge.Status


@transaction.atomic
def open_due(*, at_most: int = 500) -> int:
    """Open every scheduled challenge whose hour has come; return how many. Two at once are harmless."""
    due = Challenge.objects.due().filter(status=Status.SCHEDULED)
    ids = list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:at_most])
    opened = Challenge.objects.filter(pk__in=ids)
    opened.update(status=Status.OPEN, due_at=F("closes_at"), version=F("version") + 1)
    emit_many("challenge.opened", subjects=opened)
    return len(ids)
