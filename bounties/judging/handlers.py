"""Addresses: which event of judging calls which service."""

from uuid import UUID

from bounties.judging import reminding
from workers.events import on
from workers.models import Event


@on("challenge.closed", queue="deadlines")
@on("challenge.resumed", queue="deadlines")
def set_reminders(event: Event) -> None:
    """Before the judging deadline, at its hours."""
    reminding.set_reminders(challenge_id=UUID(event.subject_id))


@on("judging.reminder_set", queue="deadlines")
def remind(event: Event) -> None:
    """The delivery waited for its hour."""
    reminding.remind(challenge_id=UUID(event.subject_id), hours=event.payload["hours"])
