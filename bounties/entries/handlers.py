"""When entries and deadlines act by themselves: addresses only."""

from uuid import UUID

from bounties.entries import cancelling, closing
from workers.events import Event, every, on


@every(seconds=0.5)
def close_due_challenges() -> None:
    """The deadline."""
    closing.close_due()


@on("challenge.cancelled", queue="deadlines")
@on("challenge.expired", queue="deadlines")
def return_purse(event: Event) -> None:
    """Nobody worked for this money."""
    cancelling.return_purse(challenge_id=UUID(event.root))
