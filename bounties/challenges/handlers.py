"""When challenges act by themselves: addresses only."""

from uuid import UUID

from bounties.challenges import crowdfunding, funding, publishing, reminding
from workers.events import Event, every, on


@on("purse.funded", queue="deadlines")
def confirm_funding(event: Event) -> None:
    """The money is there: publish."""
    funding.confirm(challenge_id=UUID(event.root))


@on("challenge.payment_reminder_set")
def remind_to_pay(event: Event) -> None:
    """The drawer waits."""
    reminding.remind(challenge_id=UUID(event.root), returns_at=event.payload["returns_at"])


@every(seconds=0.5)
def end_due_collections() -> None:
    """The goal's hour."""
    crowdfunding.end_due()


@every(seconds=0.5)
def open_due_challenges() -> None:
    """The hour of opening."""
    publishing.open_due()


@every(seconds=60)
def return_unpaid_challenges() -> None:
    """Fourteen days without money."""
    funding.return_unpaid()
