"""The refund that Stripe has already for what is asked: of the same charge, so that amounts alone tell them apart."""

from payments.purses.models import Refund
from payments.stripe import gateway
from payments.stripe.recalling import Made, Trace, find

LEFT = ("succeeded", "pending")  # Stripe took it out of our balance
REFUNDS = Trace(
    mark="refund",
    rows=Refund,
    stripe_id="refund_id",
    alike=("amount",),
    has_left=lambda made: made["status"] in LEFT,
)


def recall(refund: Refund) -> Made | None:
    """Taken over instead of being made again, if there is one. Calls Stripe; raises Forgotten."""
    made = list(gateway.list_refunds(charge=refund.request["charge"]))
    return find(made, REFUNDS, asked=refund.request, past=refund.past_ids)
