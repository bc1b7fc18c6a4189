"""The relay: finds due deliveries and wakes a worker for each. It never runs a handler.

Any number of relays may run. PostgreSQL's NOTIFY tells of new deliveries; a poll finds those whose time has come, and
those whose wake-up was lost, for a woken delivery that nobody began is offered again after five seconds; after one if
its queue has no unread wake-up, for what is owed and not queued was lost with Redis, or with the worker that read it.
While many wake-ups of a queue lie unread no more are sent, so a slow queue can neither flood Redis nor keep the others
waiting. A relay also frees what workers held that are gone.
"""

from threading import Event
from typing import Any
from uuid import UUID

import psycopg
import redis
import structlog

from workers.beating import BEAT_SECONDS, beat
from workers.broker import WakeBroker
from workers.connecting import dedicated_connection
from workers.grouping import groups
from workers.models import ProcessBeat
from workers.pacing import Pace
from workers.presence import Attendance
from workers.vocabulary import QUEUES

POLL_SECONDS = 0.5
WAKE_LEASE_SECONDS = 5
WAKE_LEASE_SECONDS_IF_NONE_IS_UNREAD = 1
BATCH = 1000
MOST_UNREAD = 2000

log = structlog.get_logger(__name__)

CLAIM = """
UPDATE workers_delivery
SET lease_token = NULL, leased_until = clock_timestamp() + make_interval(secs => %s)
WHERE id IN (
    SELECT due.id
    FROM unnest(%s::text[], %s::int[], %s::float[]) AS wanted (queue, room, early), LATERAL (
        SELECT delivery.id FROM workers_delivery delivery
        WHERE delivery.queue = wanted.queue AND done_at IS NULL AND dead_at IS NULL AND due_at <= laurel_now()
          AND (leased_until IS NULL OR leased_until <= clock_timestamp()
               OR lease_token IS NULL AND leased_until <= clock_timestamp() + make_interval(secs => wanted.early))
        ORDER BY due_at LIMIT wanted.room FOR NO KEY UPDATE SKIP LOCKED) AS due)
RETURNING queue, CASE WHEN started = 0 THEN handler ELSE '' END, id
"""


def wake_due(connection: psycopg.Connection[Any], broker: WakeBroker) -> int:
    """Claim the due deliveries of all queues in one statement, and wake workers for them; return how many.

    Redis is asked first: when it is away nothing is claimed, and the workers find the deliveries themselves.
    """
    backlog = broker.backlog(QUEUES)
    room = [max(0, min(BATCH, MOST_UNREAD - unread)) for unread in backlog]
    early = [0 if unread else WAKE_LEASE_SECONDS - WAKE_LEASE_SECONDS_IF_NONE_IS_UNREAD for unread in backlog]
    claimed: dict[str, dict[str, list[UUID]]] = {}
    rows = connection.execute(CLAIM, [WAKE_LEASE_SECONDS, list(QUEUES), room, early]).fetchall()
    for queue, handler, delivery in rows:
        claimed.setdefault(queue, {}).setdefault(handler, []).append(delivery)
    for queue, owed in claimed.items():
        broker.wake(queue, groups(owed))
    return len(rows)


def run_relay(stop: Event) -> None:
    """Relay until told to stop, through lost connections to either server."""
    broker = WakeBroker()
    while not stop.is_set():
        try:
            with dedicated_connection("relay") as connection:
                connection.execute("LISTEN laurel_deliveries")
                _relay_on(connection, broker, stop)
        except psycopg.Error as error:
            log.warning("relay_lost_postgresql", error=str(error))
            stop.wait(POLL_SECONDS)


def _relay_on(connection: psycopg.Connection[Any], broker: WakeBroker, stop: Event) -> None:
    beats, looks, attendance, redis_is_there = Pace(BEAT_SECONDS), Pace(POLL_SECONDS), Attendance(), True
    while not stop.is_set():
        if beats.is_due():
            beat(connection, ProcessBeat.Kind.RELAY, first=beats.count == 1)
        if looks.is_due() and (freed := attendance.free_leases_of_the_gone(connection)):
            log.warning("leases_of_the_gone_freed", leases=freed)
        try:
            woken = wake_due(connection, broker)
        except redis.RedisError as error:
            if redis_is_there:
                log.warning("relay_lost_redis", error=str(error))
            redis_is_there = False
            stop.wait(POLL_SECONDS)
            continue
        if not redis_is_there:
            log.warning("relay_found_redis_again")
        redis_is_there = True
        if not woken:
            _wait_for_news(connection)


def _wait_for_news(connection: psycopg.Connection[Any]) -> None:
    for _ in connection.notifies(timeout=POLL_SECONDS, stop_after=1):
        pass
