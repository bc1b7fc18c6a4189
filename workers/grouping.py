"""Deliveries of brief handlers run in groups: one transaction, and so one flush of the disk, for many of them.

The rules are those of `delivery`. A group is started in one commit and ends in another, with all its effects; while it
runs each row is locked. What was started before is no part of a group but runs alone: so a handler that kills its
worker, or raises, takes those that it met there with it once at most, and costs them one start.
"""

import time
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from workers import preparing
from workers.delivery import EVENT, FREE, INSIDE_LEASE_SECONDS, Courier, Outcome, Run, run_of
from workers.preparing import brief_handlers, known_handlers
from workers.presence import new_token
from workers.registry import handlers

MOST_IN_A_GROUP = 25  # more would save little: what a group itself costs is spread thin already
FEWEST_GROUPS = 4  # as many as a lane has threads: a few deliveries are not left to one while the others idle
GROUP_SECONDS = 0.2  # then what ran is committed, and what is left runs one by one

log = structlog.get_logger(__name__)

AMONG = FREE.format(which="id = ANY(%(which)s)")
START_MANY = """
WITH free AS MATERIALIZED ({free} AND started = 0 FOR NO KEY UPDATE SKIP LOCKED)
UPDATE workers_delivery delivery
SET started = 1, lease_token = %(token)s, leased_until = clock_timestamp() + make_interval(secs => %(lease)s)
FROM free, workers_event event
WHERE delivery.id = free.id AND event.id = delivery.event_id
RETURNING delivery.id, delivery.handler, delivery.started, {event}
"""
START_GROUP = START_MANY.format(free=AMONG, event=EVENT)
HOLD = """
SELECT id FROM workers_delivery WHERE id = ANY(%(which)s) AND lease_token = %(token)s FOR NO KEY UPDATE SKIP LOCKED
"""
CLOSE_GROUP = """
UPDATE workers_delivery SET done_at = laurel_now(), lease_token = NULL, leased_until = NULL WHERE id = ANY(%(which)s)
"""


def groups(owed: Mapping[str, Sequence[UUID]]) -> Iterable[Sequence[UUID]]:
    """How the relay sends due deliveries that nobody has started yet, by their handlers: in groups if it is brief.

    Of an unknown handler, too, each goes alone.
    """
    for name, deliveries in owed.items():
        yield from in_groups(deliveries) if _is_brief(name) else ([delivery] for delivery in deliveries)


def in_groups(deliveries: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    """A few are spread over a lane's threads; of many, each group is as large as any may be."""
    size = max(1, min(MOST_IN_A_GROUP, len(deliveries) // FEWEST_GROUPS))
    return (deliveries[start : start + size] for start in range(0, len(deliveries), size))


def deliver_group(courier: Courier, deliveries: Sequence[UUID]) -> list[Outcome]:
    """Run those of them that are due and free: what may share a transaction does, all else runs alone."""
    runs = _start_group(deliveries, new_token(courier.present_as))
    outcomes = [Outcome.DONE] * _run_group(runs)
    outcomes += [courier.finish(run) for run in runs[len(outcomes) :]]
    if len(runs) < len(deliveries):
        outcomes += [courier.deliver(delivery) for delivery in _free_still(deliveries)]
    return outcomes


def asked(deliveries: Sequence[UUID], token: UUID) -> dict[str, Any]:
    """What the statement that starts a group is given."""
    return {"which": list(deliveries), "known": brief_handlers(), "token": token, "lease": INSIDE_LEASE_SECONDS}


def _start_group(deliveries: Sequence[UUID], token: UUID) -> list[Run]:
    return [run_of(row, token) for row in preparing.execute(START_GROUP, asked(deliveries, token))]


def _free_still(deliveries: Sequence[UUID]) -> list[UUID]:
    known = {"which": list(deliveries), "known": known_handlers()}
    return [delivery for (delivery,) in preparing.execute(AMONG, known)]


def _run_group(runs: Sequence[Run]) -> int:
    """How many of them were done, from the first; none if one raises, or another worker has begun one meanwhile."""
    if len(runs) < 2:
        return 0
    try:
        with transaction.atomic():
            return _run_held(runs) if _hold(runs) else 0
    except Exception as error:
        log.warning("group_runs_one_by_one", deliveries=len(runs), error=f"{type(error).__name__}: {error}")
        return 0


def _hold(runs: Sequence[Run]) -> bool:
    """Lock all rows for as long as the group runs; whether they are still ours."""
    held = preparing.execute(HOLD, {"which": [run.delivery_id for run in runs], "token": runs[0].token})
    return held.rowcount == len(runs)


def _run_held(runs: Sequence[Run]) -> int:
    end, ran = time.monotonic() + GROUP_SECONDS, []
    for run in runs:
        with run.named():
            run.handler.run(run.event)
        ran.append(run.delivery_id)
        if time.monotonic() > end:
            break
    preparing.execute(CLOSE_GROUP, {"which": ran})
    return len(ran)


def _is_brief(name: str) -> bool:
    return name in handlers and handlers[name].brief
