"""An idea under review that nobody answers by its hour is shown as overdue, and this is told once."""

from uuid import UUID

from django.db import transaction

from bounties.ideas.changing import set_hour
from bounties.ideas.models import Idea, Status
from bounties.ideas.policies import ANSWERABLE
from bounties.judging.gallery import SHOWN_AS_THEY_COME
from workers.clock import laurel_now
from workers.events import emit
from workers.models import Event


@transaction.atomic
def tell(*, idea_id: UUID, answer_by: str) -> None:
    """The hour has come. Nothing, if it was answered or is off the board, where nobody can answer it any more.

    Nor if a pause has moved the hour: then a later delivery waits.
    """
    held = Idea.objects.select_for_update(no_key=True, of=("self",)).select_related("challenge", "entry")
    idea = held.get(pk=idea_id)
    if idea.status != Status.UNDER_REVIEW or idea.answer_by is None or idea.answer_by.isoformat() != answer_by:
        return
    is_answerable = idea.challenge.status in ANSWERABLE and idea.entry.status in SHOWN_AS_THEY_COME
    if is_answerable and idea.answer_by <= laurel_now():
        emit("idea.overdue", subject=idea)


@transaction.atomic
def wait_anew(*, challenge_id: UUID) -> int:
    """After a pause, which moved them: a delivery for each hour that none was made for yet. Returns how many."""
    hours = Event.objects.filter(root=str(challenge_id), name="idea.reply_due")
    known = set(hours.values_list("subject_id", "payload__answer_by"))
    waiting = Idea.objects.filter(challenge=challenge_id, answer_by__isnull=False)
    moved = [idea for idea in waiting if (str(idea.pk), idea.answer_by and idea.answer_by.isoformat()) not in known]
    for idea in moved:
        set_hour(idea)
    return len(moved)
