"""What a person may do with a delivery that the engine gave up: replay it, or skip it and say why."""

from uuid import UUID

from django.db import transaction

from workers.clock import laurel_now
from workers.errors import NotReplayable
from workers.events import Actor, emit
from workers.models import Delivery


@transaction.atomic
def replay_delivery(*, delivery_id: UUID, by: Actor) -> Delivery:
    """Give a dead delivery all its starts again, from now. Raises NotReplayable unless it is dead."""
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
    if delivery.dead_at is None:
        raise NotReplayable("Only a dead delivery can be replayed.")
    delivery.dead_at, delivery.due_at = None, laurel_now()
    delivery.started = delivery.errors = 0
    delivery.save(update_fields=["dead_at", "due_at", "started", "errors"])
    emit("delivery.replayed", subject=delivery, by=by, payload={"handler": delivery.handler})
    return delivery


@transaction.atomic
def skip_delivery(*, delivery_id: UUID, reason: str, by: Actor) -> Delivery:
    """Close a delivery that is not done without running its handler, for a reason that stays with it.

    Raises NotReplayable if it is done, or if no reason is given.
    """
    delivery = Delivery.objects.select_for_update(no_key=True).get(pk=delivery_id)
    if delivery.done_at is not None:
        raise NotReplayable("This delivery is done.")
    if not reason.strip():
        raise NotReplayable("Say why this delivery is skipped.")
    delivery.done_at, delivery.skipped_reason = laurel_now(), reason.strip()
    delivery.dead_at = delivery.lease_token = delivery.leased_until = None
    delivery.save(update_fields=["done_at", "skipped_reason", "dead_at", "lease_token", "leased_until"])
    emit("delivery.skipped", subject=delivery, by=by, payload={"handler": delivery.handler})
    return delivery
