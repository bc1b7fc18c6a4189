"""Run in this process what relay and workers would do: `deliver_all()` and `tick_all()`."""

import re
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connection

from workers.delivery import Courier, Outcome
from workers.models import Delivery
from workers.registry import handlers, ticks

# What one that shares its transaction must not do: wait for others' rows in whatever order, or hold them so long.
SHARED_BADLY = re.compile(r"^\s*(UPDATE|DELETE|LOCK|SET)\b|\bFOR (NO KEY )?(UPDATE|SHARE)\b", re.IGNORECASE)


def deliver_all(*, at_most: int = 10_000, forgive: bool = False) -> int:
    """Run every due delivery, including those they cause, until none is due; return how many were done.

    A handler that raises fails the test, unless it is forgiven (then its delivery waits for its backoff).
    """
    courier, done = Courier(), 0
    for _ in range(at_most):
        delivery = (
            Delivery.objects.due().filter(lease_token=None, handler__in=handlers).order_by("due_at", "id").first()
        )
        if delivery is None:
            return done
        with _watched(delivery.handler):
            outcome = courier.deliver(delivery.pk)
        delivery.refresh_from_db()
        assert forgive or outcome is Outcome.DONE, f"{delivery.handler}: {outcome.name}. {delivery.last_error}"
        done += outcome is Outcome.DONE
    raise AssertionError(f"Deliveries cause deliveries without an end: {at_most} ran.")


def _watched(handler: str) -> AbstractContextManager[None]:
    return connection.execute_wrapper(_refuse_locks) if handlers[handler].brief else nullcontext()


def _refuse_locks(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    assert not SHARED_BADLY.search(sql), f"A brief handler sends {sql}"
    return execute(sql, params, many, context)


def tick_all() -> None:
    """Run every tick once, in the order of their registration."""
    for tick in ticks.values():
        tick.run()
