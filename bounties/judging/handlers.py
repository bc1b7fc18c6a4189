"""Addresses: which event of judging calls which service."""

from uuid import UUID

from django.db.models import QuerySet

from bounties.challenges.models import Challenge
from bounties.challenges.waiting import stands_still
from bounties.judging import covering, inviting, leasing, reminding, replacing
from bounties.judging.models import Judgeship
from workers.events import every, on
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


@on("judging.replacement_set", queue="deadlines")
def replace_silent(event: Event) -> None:
    """The delivery waited for the hour at which silence costs a seat."""
    replacing.replace_silent(challenge_id=UUID(event.subject_id))


@on("challenge.closed", queue="deadlines")
@on("judge.accepted", queue="deadlines")
@on("scorecard.recused", queue="deadlines")
@on("scorecard.spread", queue="deadlines")
def cover(event: Event) -> None:
    """Whoever can judge, and what there is to judge, has changed."""
    covering.cover(challenge_id=UUID(event.root))


@on("panel.reminder_set", queue="deadlines")
def remind_invited(event: Event) -> None:
    """The delivery waited for half of the time to answer."""
    inviting.remind_invited(judgeship_id=UUID(event.subject_id))


@every(seconds=1)
def lapse_invitations() -> None:
    """Invitations that nobody answered in time."""
    inviting.lapse_due()


@every(seconds=5)
def cover_newcomers() -> None:
    """Entries that qualified late, where each gets a few judges."""
    covering.cover_newcomers()


@on("entry.review_reminder_set", queue="deadlines")
def remind_reviewers(event: Event) -> None:
    """The delivery waited for its hour."""
    reminding.remind_reviewers(entry_id=UUID(event.subject_id), **event.payload)


@every(seconds=0.5)
def advance_queues() -> None:
    """Leases that ran out, and entries that waited too long."""
    leasing.advance_due()


@stands_still("due_at")
def invitations(challenge: Challenge) -> QuerySet[Judgeship]:
    """Seats that wait for their judge's answer."""
    return Judgeship.objects.filter(challenge=challenge)
