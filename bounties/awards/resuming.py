"""A challenge's clock starts again: what is contested in it gets the time back, too."""

from uuid import UUID

from django.db import transaction
from django.db.models import F

from bounties.accounts.models import User
from bounties.awards.models import Appeal
from bounties.challenges.drafting import lock
from bounties.challenges.models import Challenge
from bounties.entries import pausing
from workers.clock import laurel_now


@transaction.atomic
def resume(*, challenge_id: UUID, by: User) -> Challenge:
    """As `pausing.resume`, which says who may; the dates of its open appeals are later by the time it was paused."""
    paused_at = lock(challenge_id).paused_at
    challenge = pausing.resume(challenge_id=challenge_id, by=by)
    if paused_at:
        span = laurel_now() - paused_at
        waiting = Appeal.objects.open().filter(challenge=challenge)
        waiting.filter(answer_by__gt=paused_at).update(answer_by=F("answer_by") + span)
        waiting.filter(due_at__gt=paused_at).update(due_at=F("due_at") + span)
    return challenge
