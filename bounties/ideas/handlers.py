"""When idea boards act by themselves: addresses only."""

from uuid import UUID

from bounties.ideas import overdue
from workers.events import Event, on


@on("idea.reply_due", queue="deadlines")
def tell_overdue(event: Event) -> None:
    """The delivery waited for the hour of the answer."""
    overdue.tell(idea_id=UUID(event.subject_id), answer_by=event.payload["answer_by"])


@on("challenge.resumed", queue="deadlines")
def give_time_back(event: Event) -> None:
    """A pause is over."""
    overdue.resume(challenge_id=UUID(event.subject_id), at=event.at)
