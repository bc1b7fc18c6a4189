"""When challenges act by themselves: addresses only."""

from uuid import UUID

from bounties.challenges import funding, publishing
from workers.events import Event, every, on


@on("purse.funded", queue="deadlines")
def confirm_funding(event: Event) -> None:
    """The money is there: publish."""
    funding.confirm(challenge_id=UUID(event.root))


@every(seconds=0.5)
def open_due_challenges() -> None:
    """The hour of opening."""
    publishing.open_due()


@every(seconds=60)
def return_unpaid_challenges() -> None:
    """Fourteen days without money."""
    funding.return_unpaid()
