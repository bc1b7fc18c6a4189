"""Let one of Stripe's events be handled once more, because a person asks for it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from payments.rights import Right, require_right
from payments.stripe.inbox import mark_handled
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


def note_skip(*, delivery_id: str) -> None:
    """News of Stripe's that a person skipped (what it is about is gone) keeps no month of the books open any more."""
    delivery = Delivery.objects.select_related("event").get(pk=delivery_id)
    if delivery.event.name == "stripe.received":
        mark_handled(delivery.event.root)
