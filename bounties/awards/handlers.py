"""Addresses: which event and which tick calls which service of awards."""

from uuid import UUID

from django.db.models import QuerySet

from bounties.awards import (
    accepting,
    bundling,
    confirming,
    disqualifying,
    granting,
    laddering,
    lapsing,
    overdue,
    papers,
    paying,
    recalling,
    reminding,
    ruling,
)
from bounties.awards.bundling import Edition
from bounties.awards.models import Appeal, Award, Rereview
from bounties.challenges.models import Challenge
from bounties.challenges.waiting import stands_still
from workers.events import every, on
from workers.models import Event


@on("award.accepted", queue="money")
@on("award.papers_given", queue="money")
def hand_over(event: Event) -> None:
    """An accepted award is owed at once, or once its winners have done what the terms ask for."""
    paying.hand_over(award_id=UUID(event.subject_id))


@on("payout.paid", queue="money")
def note_transfer(event: Event) -> None:
    """With its last share an award is paid, with the last award the challenge is completed."""
    paying.note_transfer(award_id=UUID(event.payload["award_reference"]))


@on("payout.expired", queue="money")
def note_expiry(event: Event) -> None:
    """What nobody takes goes to the next in rank, or is kept."""
    lapsing.note_expiry(award_id=UUID(event.payload["award_reference"]))


@on("payout.reversed", queue="money")
@on("payout.given_up", queue="money")
@on("payout.renewed", queue="money")
def note_recall(event: Event) -> None:
    """What finance took back is paid again, kept, for the next in rank, or the sponsor's."""
    recalling.note_recall(
        award_id=UUID(event.payload["award_reference"]),
        reason=event.payload.get("reason", ""),
        by_id=event.actor_id,
    )


@on("payout.claimed", queue="money")
def note_claim(event: Event) -> None:
    """What was kept is paid after all."""
    lapsing.note_claim(award_id=UUID(event.payload["award_reference"]))


@on("challenge.decided")
def sign_decision(event: Event) -> None:
    """For those who took part: what was decided, to be recomputed by anyone."""
    bundling.sign(challenge_id=UUID(event.subject_id), edition=Edition.DECIDED)


@on("challenge.completed")
@on("challenge.not_awarded")
def sign_end(event: Event) -> None:
    """For everyone: the same, with what became of the awards."""
    bundling.sign(challenge_id=UUID(event.subject_id), edition=Edition.ENDED)


@on("challenge.closed", queue="deadlines")
@on("challenge.resumed", queue="deadlines")
@on("entry.rejected", queue="deadlines")
@on("entry.withdrawn", queue="deadlines")
@on("entry.disqualified", queue="deadlines")
@on("appeal.decided", queue="deadlines")
def end_queue(event: Event) -> None:
    """Perhaps nothing waits any more."""
    granting.end_if_worked_off(challenge_id=UUID(event.root))


@on("award.verifying")
def look_at_identities(event: Event) -> None:
    """Whom Stripe knows already is not asked."""
    papers.look_at_identities(award_id=UUID(event.subject_id))


@on("payee.updated")
def note_identity(event: Event) -> None:
    """Whom Stripe knows now."""
    papers.note_identity(payee_id=UUID(event.subject_id))


@on("award.papers_reminder_set")
def remind_of_papers(event: Event) -> None:
    """Half of the time is over, or it is over soon."""
    reminding.remind(award_id=UUID(event.subject_id), seconds=event.payload["seconds"])


@on("challenge.resumed")
def set_reminders_anew(event: Event) -> None:
    """After a pause."""
    reminding.set_anew(challenge_id=UUID(event.subject_id))


@stands_still("due_at")
def awards_that_wait(challenge: Challenge) -> QuerySet[Award]:
    """For their winners' papers, in a challenge that still takes entries."""
    return Award.objects.filter(challenge=challenge, status=Award.Status.VERIFYING)


@every(seconds=0.5)
def end_papers() -> None:
    """Awards whose winners had time enough."""
    overdue.end_due()


@every(seconds=0.5)
def climb_ladder() -> None:
    """Challenges that nobody decided in time."""
    laddering.climb_due()


@every(seconds=0.5)
def confirm_decisions() -> None:
    """Decisions whose appeal window is over."""
    confirming.confirm_due()


@every(seconds=1)
def uphold_appeals() -> None:
    """Appeals that no arbiter decided in time."""
    ruling.uphold_due()


@every(seconds=0.5)
def forfeit_offers() -> None:
    """Offers that nobody took in time."""
    accepting.forfeit_due()


@every(seconds=5)
def drop_charges() -> None:
    """Charges that nobody decided in time."""
    disqualifying.drop_due()


@stands_still("answer_by", "due_at")
def appeals(challenge: Challenge) -> QuerySet[Appeal]:
    """What is contested: the other side's time to answer, and the arbiter's."""
    return Appeal.objects.open().filter(challenge=challenge)


@stands_still("due_at")
def rereviews(challenge: Challenge) -> QuerySet[Rereview]:
    """Re-reviews that wait for another arbiter."""
    return Rereview.objects.filter(challenge=challenge)
