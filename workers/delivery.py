"""Run one delivery: start it, run its handler, close it. The heart of "its effect in the database happens once".

Three steps, each fenced so that a killed, frozen or doubled worker does no harm:

1. *Start* commits `started + 1` and a lease with a fresh token. A handler that kills its worker is thus counted too.
2. *Run.* A transactional handler runs in the transaction that closes its delivery, while the row is locked. A handler
   outside runs with no transaction open; its worker renews its lease every two seconds. A worker that is gone is
   missed within two (workers/presence.py), and so are its leases.
3. *Close*, only if the token is still ours. An error rolls back, and moves `due_at` by a growing backoff; after
   DELIVERY_STARTS starts the delivery is dead, and waits for a person.
"""

import json
import random
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any
from uuid import UUID

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction

from workers import preparing
from workers.models import Event
from workers.preparing import known_handlers, outside_handlers
from workers.presence import NOBODY, new_token
from workers.registry import Handler, handlers

INSIDE_LEASE_SECONDS = 3  # from the start to the lock on the row, which then guards the run itself
OUTSIDE_LEASE_SECONDS = 10  # renewed every two seconds, so a frozen worker's work is taken up within ten
BACKOFF_FACTOR = 4  # 1 s, 4 s, 16 s, ... about 80 minutes in all over eight starts
BACKOFF_CAP_SECONDS = 3600
LAST_ERROR_LENGTH = 2000

log = structlog.get_logger(__name__)

FREE = """
SELECT id FROM workers_delivery
WHERE {which} AND handler = ANY(%(known)s::text[]) AND done_at IS NULL AND dead_at IS NULL AND due_at <= laurel_now()
  AND (lease_token IS NULL OR leased_until <= clock_timestamp())
"""
START = """
UPDATE workers_delivery delivery
SET started = started + 1, lease_token = %(token)s, leased_until = clock_timestamp()
    + make_interval(secs => CASE WHEN handler = ANY(%(outside)s::text[])
        THEN %(outside_lease)s ELSE %(inside_lease)s END)
FROM workers_event event
WHERE delivery.id = ({free} FOR NO KEY UPDATE SKIP LOCKED) AND event.id = delivery.event_id
RETURNING delivery.id, delivery.handler, delivery.started, {event}
"""
EVENT_FIELDS = [field.attname for field in Event._meta.concrete_fields]
EVENT = ", ".join(f"event.{name}" for name in EVENT_FIELDS)
IN_QUEUE = FREE.format(which="queue = %(which)s") + " ORDER BY due_at LIMIT 1"
BY_QUEUE = START.format(free=IN_QUEUE, event=EVENT)
BY_ID = START.format(free=FREE.format(which="id = %(which)s"), event=EVENT)

CLOSE = """
UPDATE workers_delivery SET done_at = laurel_now(), lease_token = NULL, leased_until = NULL
WHERE id = (SELECT id FROM workers_delivery WHERE id = %s AND lease_token = %s FOR NO KEY UPDATE SKIP LOCKED)
"""
FAIL = """
UPDATE workers_delivery
SET errors = errors + 1, last_error = %s, lease_token = NULL, leased_until = NULL,
    due_at = laurel_now() + make_interval(secs => %s), dead_at = CASE WHEN started >= %s THEN laurel_now() END
WHERE id = %s AND started = %s AND done_at IS NULL AND dead_at IS NULL
"""
BURY = """
UPDATE workers_delivery SET dead_at = laurel_now(), lease_token = NULL, leased_until = NULL,
    last_error = coalesce(nullif(last_error, ''), 'Its worker died each time it was started.')
WHERE id = %s AND lease_token = %s
"""


class Outcome(Enum):
    """What became of an attempt to run a delivery."""

    NOTHING = auto()  # not due, not ours to know, done, dead, or running elsewhere
    DONE = auto()
    FAILED = auto()  # will be tried again, unless that was its last start
    DEAD = auto()  # started too often without an end
    LOST = auto()  # our lease lapsed before we could close it: someone else runs it


@dataclass(frozen=True, slots=True)
class Run:
    """A started delivery in our hands."""

    delivery_id: UUID
    event: Event
    handler: Handler
    started: int
    token: UUID

    def named(self) -> AbstractContextManager[None]:
        """Within it, each line of the log says which event it is about."""
        about = {"event_id": str(self.event.pk), "event_name": self.event.name, "handler": self.handler.name}
        return structlog.contextvars.bound_contextvars(**about)


@dataclass(slots=True)
class Courier:
    """Runs deliveries for one process, and knows which handlers outside it is running right now."""

    running: set[UUID] = field(default_factory=set)  # lease tokens of the handlers outside that run now
    present_as: int = NOBODY  # whose absence frees the leases that are taken from now on

    def leases(self) -> list[UUID]:
        """The tokens to renew; a copy, for other threads change the set meanwhile."""
        return list(self.running)

    def deliver(self, delivery_id: UUID) -> Outcome:
        """Run this delivery if it is due and free."""
        run = _start(BY_ID, delivery_id, new_token(self.present_as))
        return self.finish(run) if run else Outcome.NOTHING

    def deliver_next(self, queue: str) -> Outcome:
        """Run the delivery of a queue that is due longest, without having been woken for it."""
        run = _start(BY_QUEUE, queue, new_token(self.present_as))
        return self.finish(run) if run else Outcome.NOTHING

    def finish(self, run: Run) -> Outcome:
        """Run and close what was started."""
        with run.named():
            if run.started > settings.DELIVERY_STARTS:
                _execute(BURY, [run.delivery_id, run.token])
                log.error("delivery_died")
                return Outcome.DEAD
            try:
                closed = self._run_outside(run) if run.handler.outside else _run_inside(run)
            except Exception as error:
                log.exception("delivery_failed", started=run.started)
                _fail(run, error)
                return Outcome.FAILED
        return Outcome.DONE if closed else Outcome.LOST

    def _run_outside(self, run: Run) -> bool:
        self.running.add(run.token)
        try:
            run.handler.run(run.event)
        finally:
            self.running.discard(run.token)
        return _close(run)


def is_work_waiting(queue: str) -> bool:
    """Whether a delivery of the queue is due, free, and for a handler that this process knows."""
    return preparing.execute(IN_QUEUE, {"which": queue, "known": known_handlers()}).fetchone() is not None


def backoff_seconds(errors: int) -> float:
    """How long to wait after so many errors: growing, capped, and jittered by a quarter so that a herd spreads."""
    return min(BACKOFF_FACTOR ** (errors - 1), BACKOFF_CAP_SECONDS) * random.uniform(0.75, 1.25)  # noqa: S311


def run_of(row: Sequence[Any], token: UUID) -> Run:
    """What a statement that starts deliveries returns of one."""
    delivery_id, handler, started, *values = row
    event = Event.from_db(None, EVENT_FIELDS, values)
    event.payload = json.loads(values[EVENT_FIELDS.index("payload")])  # Django's connection leaves JSON as text
    return Run(delivery_id, event, handlers[handler], started, token)


def asked(which: UUID | str, token: UUID) -> dict[str, Any]:
    """What a statement that starts one delivery is given: its id, or the queue whose first is meant."""
    return {
        "which": which,
        "known": known_handlers(),
        "outside": outside_handlers(),
        "token": token,
        "inside_lease": INSIDE_LEASE_SECONDS,
        "outside_lease": OUTSIDE_LEASE_SECONDS,
    }


def _start(statement: str, which: UUID | str, token: UUID) -> Run | None:
    row = preparing.execute(statement, asked(which, token)).fetchone()
    return run_of(row, token) if row else None


def _run_inside(run: Run) -> bool:
    """Close first: it locks the row for as long as the handler runs, and its effect comes only with the commit."""
    with transaction.atomic():
        closed = _execute(CLOSE, [run.delivery_id, run.token]) == 1
        if closed:
            run.handler.run(run.event)
            preparing.require_whole_transaction()
    return closed


def _close(run: Run) -> bool:
    return _execute_at_last(CLOSE, [run.delivery_id, run.token]) == 1


def _fail(run: Run, error: Exception) -> None:
    said = f"{type(error).__name__}: {error}".replace("\0", "")[:LAST_ERROR_LENGTH]
    wait = backoff_seconds(run.started)
    _execute_at_last(FAIL, [said, wait, settings.DELIVERY_STARTS, run.delivery_id, run.started])


def _execute_at_last(statement: str, params: list[Any]) -> int:
    """With a new session, if the old one was cut meanwhile: else all would wait for the lease, and call again."""
    try:
        return _execute(statement, params)
    except (OperationalError, InterfaceError):
        connection.close()
        return _execute(statement, params)


def _execute(statement: str, params: list[Any]) -> int:
    return preparing.execute(statement, params).rowcount
