"""When ballots act by themselves: addresses only."""

from uuid import UUID

from bounties.ballots import counting, waking
from workers.events import Event, on


@on("challenge.closed", queue="deadlines")
@on("challenge.resumed", queue="deadlines")
def set_hours(event: Event) -> None:
    """The votes begin, or go on."""
    waking.set_hours(challenge_id=UUID(event.subject_id))


@on("ballot.hour_set", queue="deadlines")
def wake(event: Event) -> None:
    """The delivery waited for its hour."""
    waking.wake(challenge_id=UUID(event.subject_id), hour=event.payload["hour"])


@on("appeal.decided", queue="deadlines")
def count(event: Event) -> None:
    """Perhaps the count waited for who takes part."""
    counting.count_due(challenge_id=UUID(event.root))
