"""What changes a standing: addresses only."""

from uuid import UUID

from bounties.community import counting
from workers.events import Event, every, on


@on("profile.changed")
@on("user.described")
def recount_person(event: Event) -> None:
    """They show more of themselves, or less."""
    counting.recount(user_id=UUID(event.subject_id))


@on("challenge.completed")
def recount_winners(event: Event) -> None:
    """Its results are published."""
    counting.recount_challenge(challenge_id=UUID(event.subject_id))


@on("award.revoked")
@on("award.paid")
@on("award.unclaimed")
@on("award.paying")
def recount_award(event: Event) -> None:
    """It was won, or is lost, after its challenge had ended."""
    counting.recount_award(award_id=UUID(event.subject_id))


@on("payout.paid")
@on("payout.reversed")
def recount_payee(event: Event) -> None:
    """Money has reached who won, or was taken back."""
    counting.recount_award(award_id=UUID(event.payload["award_reference"]))


@every(seconds=60)
def recount_due() -> None:
    """Wins become older than a year."""
    counting.recount_due()
