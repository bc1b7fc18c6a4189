"""What the money floor tells that changes what a sponsor may do: addresses only."""

from uuid import UUID

from bounties.accounts import blocking
from workers.events import Event, on


@on("dispute.borne")
@on("debt.paid")
@on("debt.set_off")
@on("write_off.agreed")
def follow_debt(event: Event) -> None:
    """Who owes is blocked; who owes no more is free."""
    blocking.follow_debt(sponsor_id=UUID(event.payload["payer"]))
