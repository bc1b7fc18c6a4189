"""Which event makes money move, and what is done by the clock: addresses only."""

from payments.purses import checkout, returning, settling
from workers.events import Event, every, on


@on("contribution.dropped", queue="money", outside=True)
def close_page(event: Event) -> None:
    """Nobody shall pay what was given up."""
    checkout.close_page(contribution_id=event.subject_id)


@on("refund.reserved", queue="money", outside=True)
def send_refund(event: Event) -> None:
    """Return what was set aside."""
    returning.send(refund_id=event.subject_id)


@every(seconds=60)
def look_at_pages() -> None:
    """Find payments whose news never came."""
    settling.look_at_pages()
