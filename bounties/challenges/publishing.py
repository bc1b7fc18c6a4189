"""Scheduled challenges open at their hour, in batches."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from bounties.challenges.models import Challenge
from workers.events import emit_many

Status = Challenge.Status


@transaction.atomic
def open_due(*, at_most: int = 500, only: UUID | None = None) -> int:
    """Open every scheduled challenge, or `only` that, whose hour has come; return how many. Two at once do no harm.

    A later stage has a gate of its own, in `entries.gates`.
    """
    due = Challenge.objects.due().filter(status=Status.SCHEDULED, follows=None, **({"pk": only} if only else {}))
    ids = list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:at_most])
    opened = Challenge.objects.filter(pk__in=ids)
    opened.update(status=Status.OPEN, due_at=F("closes_at"), version=F("version") + 1)
    emit_many("challenge.opened", subjects=opened)
    return len(ids)
