"""Reminders of the papers that an award waits for: one delivery each, which then looks at the state again."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bounties.awards.life import Status
from bounties.awards.models import Award
from bounties.awards.moving import locked_award
from bounties.challenges.waiting import time_in
from bounties.challenges.windows import verifying_time
from workers.clock import laurel_now
from workers.events import emit

LAST = timedelta(hours=72)


def set_reminders(award: Award) -> None:
    """At half of the time and 72 hours before its end, if these lie ahead; part of what sets or moves the end."""
    if award.due_at is None:
        return
    now = laurel_now()
    for before in sorted({verifying_time(award.challenge) / 2, LAST}, reverse=True):
        if (at := award.due_at - before) > now:
            emit("award.papers_reminder_set", subject=award, payload={"seconds": before.total_seconds()}, due_at=at)


@transaction.atomic
def set_anew(*, challenge_id: UUID) -> None:
    """A pause has moved the ends of a challenge's awards."""
    for award in Award.objects.filter(challenge=challenge_id, status=Status.VERIFYING).select_related("challenge"):
        set_reminders(award)


@transaction.atomic
def remind(*, award_id: UUID, seconds: float) -> None:
    """Tell whoever still owes something; nobody if all is done, or the end has moved: then a later reminder is set."""
    award = locked_award(award_id)
    if award.status != Status.VERIFYING or award.due_at is None:
        return
    if time_in(award.challenge) >= award.due_at - timedelta(seconds=seconds):
        emit("award.papers_reminded", subject=award)
