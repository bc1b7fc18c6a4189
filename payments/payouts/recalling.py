"""The transfer that Stripe has already for what is asked: of the purse, to the payee."""

from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.stripe import gateway
from payments.stripe.recalling import Made, Trace, find

TRANSFERS = Trace(
    mark="leg",
    rows=TransferLeg,
    stripe_id="transfer_id",
    alike=("amount", "currency", "source_transaction"),
    has_left=lambda made: not made["amount_reversed"],
)


def recall(attempt: TransferAttempt) -> Made | None:
    """Taken over instead of being made again, if there is one. Calls Stripe; raises Forgotten."""
    return find(listed(attempt), TRANSFERS, asked=attempt.request)


def listed(attempt: TransferAttempt) -> list[Made]:
    """What Stripe lists (its Search lags behind) of the purse's transfers to the payee. Calls Stripe."""
    asked = attempt.request
    return list(gateway.list_transfers(transfer_group=asked["transfer_group"], destination=asked["destination"]))
