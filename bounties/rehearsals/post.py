"""What would be done and sent: the rehearsal's own deliveries, run inside its transaction, or only noted.

What writes to the database is run, so that the next step finds it. What calls the world (mail, Stripe), or moves money,
is noted and not run.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from bounties.notifications.models import Notification
from bounties.rehearsals.crew import Crew
from workers.clock import laurel_now
from workers.models import Delivery, Event
from workers.registry import handlers

MONEY = "money"
MOST_ROUNDS = 10_000


@dataclass(frozen=True, slots=True)
class Happening:
    """One event."""

    at: datetime
    name: str
    by: str  # who did it; empty: by itself


@dataclass(frozen=True, slots=True)
class Message:
    """What would be sent, and to how many people of one kind."""

    at: datetime
    to: str
    people: int
    title: str
    body: str


def run_due(challenge_id: UUID) -> None:
    """Run what is due of this challenge, and what that causes, in the order in which it is due."""
    for _ in range(MOST_ROUNDS):
        delivery = _next(challenge_id)
        if delivery is None:
            return
        handler = handlers[delivery.handler]
        delivery.done_at = laurel_now()
        delivery.save(update_fields=["done_at"])
        if not handler.outside and delivery.queue != MONEY:
            handler.run(delivery.event)


def next_due(challenge_id: UUID) -> datetime | None:
    """When the next delivery that was set for later comes."""
    first = _waiting(challenge_id).order_by("due_at").first()
    return first.due_at if first else None


def happenings(challenge_id: UUID, crew: Crew) -> list[Happening]:
    """Every event of the rehearsed life, oldest first."""
    people = {user.pk: crew.name_of(user) for user in (crew.moderator, crew.arbiter, *crew.judges, *crew.solvers)}
    events = Event.objects.filter(root=str(challenge_id)).exclude(name="notification.created").order_by("at", "id")
    return [
        Happening(event.at, event.name, people.get(event.actor_id, "Your side") if event.actor_id else "")
        for event in events
    ]


def messages(challenge_id: UUID, crew: Crew) -> list[Message]:
    """Every message that would be sent, those with the same words to people of one kind together."""
    found: dict[tuple[UUID, str, str, str], Message] = {}
    rows = Notification.objects.filter(challenge=challenge_id).select_related("user").order_by("created_at", "id")
    for row in rows:
        key = (row.event_id, crew.name_of(row.user), row.title, row.body)
        before = found[key].people if key in found else 0
        found[key] = Message(row.created_at, key[1], before + 1, row.title, row.body)
    return list(found.values())


def _next(challenge_id: UUID) -> Delivery | None:
    due = _waiting(challenge_id).filter(due_at__lte=laurel_now(), handler__in=handlers)
    return due.select_related("event").order_by("due_at", "id").first()


def _waiting(challenge_id: UUID) -> QuerySet[Delivery]:
    return Delivery.objects.filter(event__root=str(challenge_id), done_at=None)
