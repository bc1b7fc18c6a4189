"""What starts, holds and stops service clocks: addresses only."""

from uuid import UUID

from bounties.service_levels import following, noticing
from bounties.service_levels.models import Measure
from workers.events import Event, every, on


@on("question.asked")
@on("question.answered")
def follow_question(event: Event) -> None:
    """The first answer on the question board."""
    following.follow(measure=Measure.ANSWER, subject_id=UUID(event.subject_id))


@on("challenge.closed")
@on("challenge.decided")
def follow_judging(event: Event) -> None:
    """From the close to the decision."""
    following.follow(measure=Measure.JUDGING, subject_id=UUID(event.subject_id))


@on("award.accepted")
@on("award.verifying")
@on("award.papers_given")
@on("award.paid")
@on("award.unclaimed")
@on("award.forfeited")
@on("award.revoked")
def follow_award(event: Event) -> None:
    """From an accepted award to its payment."""
    following.follow(measure=Measure.PAYOUT, subject_id=UUID(event.subject_id))


@on("payout.blocked")
@on("payout.cleared")
@on("payout.expired")
@on("payout.cancelled")
def follow_payee(event: Event) -> None:
    """It may wait for what only the payee can do."""
    following.follow(measure=Measure.PAYOUT, subject_id=UUID(event.payload["award_reference"]))


@on("challenge.paused")
@on("challenge.resumed")
@on("challenge.cancelled")
@on("challenge.completed")
@on("challenge.not_awarded")
@on("challenge.expired")
def follow_challenge(event: Event) -> None:
    """Time stands still, goes on, or is over."""
    following.follow_challenge(challenge_id=UUID(event.subject_id))


@every(seconds=5)
def give_notices() -> None:
    """Four fifths of the time, and all of it."""
    noticing.notice_due()
