"""When idea boards act by themselves: addresses only."""

from uuid import UUID

from django.db.models import QuerySet

from bounties.challenges.models import Challenge
from bounties.challenges.waiting import stands_still
from bounties.ideas import overdue
from bounties.ideas.models import Idea
from workers.events import Event, on


@on("idea.reply_due", queue="deadlines")
def tell_overdue(event: Event) -> None:
    """The delivery waited for the hour of the answer."""
    overdue.tell(idea_id=UUID(event.subject_id), answer_by=event.payload["answer_by"])


@on("challenge.resumed", queue="deadlines")
def wait_anew(event: Event) -> None:
    """The hours that lay ahead are later."""
    overdue.wait_anew(challenge_id=UUID(event.subject_id))


@stands_still("answer_by")
def hours_of_answers(challenge: Challenge) -> QuerySet[Idea]:
    """By which ideas under review are to be answered."""
    return Idea.objects.filter(challenge=challenge)
