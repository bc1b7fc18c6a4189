"""Run the money floor's deliveries alone: in its tests a purse's reference is no challenge that those above know."""

from workers.delivery import Courier, Outcome
from workers.models import Delivery


def deliver_money(*, at_most: int = 10_000) -> None:
    """Run every due delivery of this floor's handlers, including those they cause, until none is due."""
    courier = Courier()
    for _ in range(at_most):
        due = Delivery.objects.due().filter(lease_token=None, handler__startswith="payments.")
        delivery = due.order_by("due_at", "id").first()
        if delivery is None:
            return
        outcome = courier.deliver(delivery.pk)
        delivery.refresh_from_db()
        assert outcome is Outcome.DONE, f"{delivery.handler}: {outcome.name}. {delivery.last_error}"
    raise AssertionError(f"Deliveries cause deliveries without an end: {at_most} ran.")
