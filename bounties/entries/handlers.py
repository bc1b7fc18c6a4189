"""When entries and deadlines act by themselves: addresses only."""

from uuid import UUID

from django.db.models import QuerySet

from bounties.challenges.models import Challenge
from bounties.challenges.waiting import stands_still
from bounties.entries import cancelling, closing, disputing, gates, queueing, reconsenting, screening
from bounties.entries.artwork import drawing
from bounties.entries.models import IN_QUEUE, Amendment, Disqualification, Entry, Screening
from bounties.entries.similarity import comparing, deciding
from workers.events import Event, every, on


@every(seconds=closing.LOOK_SECONDS)
def close_due_challenges() -> float | None:
    """The deadline, on the dot."""
    return closing.keep_deadlines()


@every(seconds=0.5)
def settle_screenings() -> None:
    """What nobody screened or mended in time."""
    screening.settle_due()


@on("challenge.cancelled", queue="deadlines")
@on("challenge.expired", queue="deadlines")
def return_purse(event: Event) -> None:
    """Nobody worked for this money."""
    cancelling.return_purse(challenge_id=UUID(event.root))


@every(seconds=0.5)
def settle_due_stages() -> None:
    """The hour of a later stage."""
    gates.settle_due()


@on("challenge.not_awarded", queue="deadlines")
@on("challenge.expired", queue="deadlines")
@on("challenge.cancelled", queue="deadlines")
@on("challenge.unpaid", queue="deadlines")
def call_off_next_stage(event: Event) -> None:
    """Nobody passed."""
    gates.call_off_next(challenge_id=UUID(event.root))


@every(seconds=1)
def lapse_due_amendments() -> None:
    """The hour of the last answer."""
    reconsenting.lapse_due()


@on("entry.withdrawn", queue="deadlines")
@on("entry.disqualified", queue="deadlines")
@on("entry.rejected", queue="deadlines")
@on("entry.ruled_out", queue="deadlines")
@on("challenge.decided", queue="deadlines")
@on("challenge.confirmed", queue="deadlines")
@on("challenge.resumed", queue="deadlines")
def settle_amendment(event: Event) -> None:
    """Somebody less to ask, or who left while the clock stood still."""
    reconsenting.settle(challenge_id=UUID(event.root))


@on("challenge.resumed", queue="deadlines")
def set_reminders_anew(event: Event) -> None:
    """A pause has moved the hours of what waits in a queue."""
    queueing.set_reminders_anew(challenge_id=UUID(event.subject_id))


@on("dispute.lost", queue="deadlines")
def conclude_dispute(event: Event) -> None:
    """Say who bears it."""
    disputing.conclude(challenge_id=UUID(event.root), dispute_id=UUID(event.subject_id))


@on("dispute.inquired")
@on("dispute.opened")
@on("dispute.due")
def gather_facts(event: Event) -> None:
    """What a bank would want to know."""
    disputing.gather_facts(challenge_id=UUID(event.root), dispute_id=UUID(event.subject_id))


@on("picture.attached", queue="pictures", outside=True)
def draw_picture(event: Event) -> None:
    """An image is drawn anew, small."""
    drawing.draw(picture_id=UUID(event.subject_id))


@on("entry.submitted")
def compare_entry(event: Event) -> None:
    """Whether it looks like another's."""
    comparing.compare(entry_id=UUID(event.subject_id))


@on("picture.drawn")
def compare_picture(event: Event) -> None:
    """A picture may be drawn only after its entry was handed in."""
    comparing.compare(entry_id=UUID(event.payload["entry"]))


@on("entry.withdrawn")
def drop_flags(event: Event) -> None:
    """Nobody has to look any more."""
    deciding.drop(entry_id=UUID(event.subject_id), reason=deciding.WITHDRAWN)


@on("entry.disqualified")
def drop_flags_of_the_disqualified(event: Event) -> None:
    """Nor here."""
    deciding.drop(entry_id=UUID(event.subject_id), reason=deciding.DISQUALIFIED)


@stands_still("due_at")
def screenings(challenge: Challenge) -> QuerySet[Screening]:
    """What waits for its screener, or for what is missing."""
    return Screening.objects.filter(entry__challenge=challenge)


@stands_still("due_at")
def amendments(challenge: Challenge) -> QuerySet[Amendment]:
    """New terms that wait for the entrants' answers."""
    return challenge.amendments.all()


@stands_still("answer_by", "due_at")
def charges(challenge: Challenge) -> QuerySet[Disqualification]:
    """Charges that wait for their answer, and then to be decided."""
    return Disqualification.objects.filter(entry__challenge=challenge)


@stands_still("due_at", "decide_by")
def queue(challenge: Challenge) -> QuerySet[Entry]:
    """What waits to be reviewed, or is being read."""
    return challenge.entries.filter(status__in=IN_QUEUE)
