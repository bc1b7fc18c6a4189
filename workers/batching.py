"""Run many deliveries of one handler at once, where their service can do many for the price of one.

The rules are those of `delivery`: a transactional handler's deliveries are closed in the transaction that has their
effect; those of a handler outside are leased, and closed only under their own lease. What fails as a batch is left to
single runs, which tell which delivery it was.
"""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from workers.delivery import OUTSIDE_LEASE_SECONDS
from workers.models import Event

Together = Callable[[Sequence[Event]], None]

# Materialised: as a subquery PostgreSQL may run it once per row that it joins, and so take more than asked for.
WAITING = """
WITH waiting AS MATERIALIZED (SELECT id FROM workers_delivery
WHERE handler = %s AND done_at IS NULL AND dead_at IS NULL AND due_at <= laurel_now()
  AND (lease_token IS NULL OR leased_until <= clock_timestamp())
ORDER BY due_at LIMIT %s FOR NO KEY UPDATE SKIP LOCKED)
UPDATE workers_delivery AS delivery"""
CLOSE_WAITING = f"""{WAITING} SET started = started + 1, done_at = laurel_now(), lease_token = NULL, leased_until = NULL
FROM waiting WHERE delivery.id = waiting.id RETURNING event_id
"""
LEASE_WAITING = f"""{WAITING} SET started = started + 1, lease_token = gen_random_uuid(),
    leased_until = clock_timestamp() + make_interval(secs => {OUTSIDE_LEASE_SECONDS})
FROM waiting WHERE delivery.id = waiting.id RETURNING event_id, lease_token
"""
CLOSE_LEASED = """
UPDATE workers_delivery SET done_at = laurel_now(), lease_token = NULL, leased_until = NULL
WHERE handler = %s AND event_id = ANY(%s) AND lease_token = ANY(%s)
"""


@transaction.atomic
def deliver_together(handler: str, run: Together, *, at_most: int) -> int:
    """Close up to so many waiting deliveries of a transactional handler, and do for all of them what it would do.

    The effect and the closing are one commit. Returns how many; an error of `run` undoes both, and is raised.
    """
    event_ids = [event_id for (event_id,) in _rows(CLOSE_WAITING, [handler, at_most])]
    if event_ids:
        run(_events(event_ids))
    return len(event_ids)


def deliver_outside(handler: str, run: Together, *, at_most: int) -> int:
    """The same for a handler that calls the world: lease, run with no transaction open, close what is still ours.

    `run` must be done within the lease of ten seconds, or others begin the same work: harmless, but in vain.
    """
    leased = _rows(LEASE_WAITING, [handler, at_most])
    if not leased:
        return 0
    event_ids, tokens = zip(*leased, strict=True)
    run(_events(event_ids))
    with connection.cursor() as cursor:
        cursor.execute(CLOSE_LEASED, [handler, list(event_ids), list(tokens)])
    return len(leased)


def _rows(statement: str, params: list[Any]) -> list[tuple[UUID, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def _events(event_ids: Sequence[UUID]) -> list[Event]:
    return list(Event.objects.filter(pk__in=event_ids).order_by("at", "id"))
