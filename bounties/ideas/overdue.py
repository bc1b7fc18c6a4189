"""An idea under review that nobody answers by its hour is shown as overdue, and this is told once."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bounties.challenges.models import Challenge
from bounties.ideas.changing import set_hour
from bounties.ideas.models import Idea, Status
from bounties.ideas.policies import ANSWERABLE
from workers.clock import laurel_now
from workers.events import emit
from workers.models import Event


@transaction.atomic
def tell(*, idea_id: UUID, answer_by: str) -> None:
    """The hour has come. Nothing, if it was answered, or if a pause has moved the hour: then a later delivery waits."""
    idea = Idea.objects.select_for_update(no_key=True, of=("self",)).select_related("challenge").get(pk=idea_id)
    if idea.status != Status.UNDER_REVIEW or idea.answer_by is None or idea.answer_by.isoformat() != answer_by:
        return
    if idea.challenge.status in ANSWERABLE and idea.answer_by <= laurel_now():
        emit("idea.overdue", subject=idea)


@transaction.atomic
def resume(*, challenge_id: UUID, at: datetime) -> int:
    """Give back the time that a pause took: every hour that lay ahead when it began is later by its length.

    An hour that was set since it ended stays. Returns how many moved.
    """
    if not Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id).rules.is_board:
        return 0
    paused = Event.objects.filter(root=str(challenge_id), name="challenge.paused", at__lte=at).latest("at")
    waiting = Idea.objects.filter(challenge=challenge_id, answer_by__gt=paused.at).exclude(changes__at__gt=at)
    for idea in waiting:
        assert idea.answer_by
        idea.answer_by += at - paused.at
        idea.save(update_fields=["answer_by"])
        set_hour(idea)
    return len(waiting)
