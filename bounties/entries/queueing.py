"""The queue of a challenge whose entries are decided in the order in which they came.

A new version is a new receipt, and so goes to the back. What was not decided when the queue ends is let go with a
reason that its entrant reads in the results; nothing of it was ever shown to anyone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from bounties.challenges.windows import review_deadline
from bounties.entries.models import IN_QUEUE, Entry, EntryVersion
from workers.clock import laurel_now
from workers.events import emit, emit_many

HOURS_BEFORE = (72, 24)
WAITING = [Entry.Status.QUEUED, Entry.Status.IN_REVIEW, Entry.Status.CHANGES_REQUESTED]


def join(entry: Entry, version: EntryVersion) -> None:
    """Let a received version wait at the back of the queue; part of receiving it.

    Its hour counts from the receipt, by the database's clock.
    """
    version.refresh_from_db(fields=["received_at"])
    hour = review_deadline(entry.challenge, version.received_at)
    entry.move_to(Entry.Status.QUEUED, due_at=hour)
    entry.decide_by = hour
    entry.save(update_fields=Entry.MOVED)
    emit("entry.queued", subject=entry, payload={"number": version.number})
    _set_reminders(entry, hour)


def rejoin(entry: Entry) -> None:
    """Part of letting an entry back in after the close: it has its old place, and the whole time to be decided anew."""
    hour = review_deadline(entry.challenge, laurel_now())
    entry.move_to(Entry.Status.QUEUED, due_at=hour)
    entry.decide_by = hour
    entry.version += 1
    entry.save(update_fields=[*Entry.MOVED, "version"])
    _set_reminders(entry, hour)


def _set_reminders(entry: Entry, hour: datetime) -> None:
    """One delivery for each hour that lies ahead, which then looks at the state again."""
    now = laurel_now()
    for hours in HOURS_BEFORE:
        due_at = hour - timedelta(hours=hours)
        if due_at > now:
            facts = {"number": entry.latest_version, "hours": hours}
            emit("entry.review_reminder_set", subject=entry, payload=facts, due_at=due_at)


@transaction.atomic
def set_reminders_anew(*, challenge_id: UUID) -> None:
    """After a pause, which moved the hours; reminders that were set before look at them, and say nothing."""
    waiting = Entry.objects.filter(challenge=challenge_id, status__in=IN_QUEUE, escalations=0)
    for entry in waiting.select_related("challenge"):
        assert entry.decide_by
        _set_reminders(entry, entry.decide_by)


def let_go(challenge_ids: Sequence[UUID], statuses: Sequence[str] = WAITING) -> None:
    """End the waiting of what was not decided; part of services that hold the challenges' locks."""
    waiting = Entry.objects.filter(challenge__in=challenge_ids, status__in=statuses)
    left = Entry.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)))
    moved = {"due_at": None, "decide_by": None, "reviewer": None, "escalations": 0}
    left.update(status=Entry.Status.NOT_SELECTED, version=F("version") + 1, **moved)
    emit_many("entry.not_selected", subjects=left)
