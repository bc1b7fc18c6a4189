"""Let one of Stripe's events be handled once more, because a person asks for it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from payments.rights import Right, require_right
from payments.stripe.models import InboxEvent
from workers.events import emit
from workers.models import Delivery
from workers.replaying import replay_delivery


def deliveries_of(event_id: str) -> QuerySet[Delivery]:
    """Everything that was owed for an event of Stripe's, the latest last."""
    return Delivery.objects.filter(event__root=event_id, event__name="stripe.received").order_by("id")


@transaction.atomic
def replay(*, event_id: str, by: Any, reason: str) -> InboxEvent:
    """Handle an event again: its dead deliveries get their starts back, or it is told anew.

    The object is fetched again and moves forward only, so that a replay too many does nothing. Raises NotAllowed.
    """
    require_right(by, Right.MAKE)
    event = InboxEvent.objects.select_for_update(no_key=True).get(pk=event_id)
    dead = list(deliveries_of(event_id).filter(dead_at__isnull=False))
    for delivery in dead:
        replay_delivery(delivery_id=delivery.pk, by=by)
    if not dead:
        emit("stripe.received", subject=event, by=by, payload={"reason": reason})
    return event
