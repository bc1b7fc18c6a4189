"""Signs of life: what a process writes every two seconds, and with it, the renewal of its leases.

A worker's session also holds the lock by which it is present (workers/presence.py), so its end is noticed at once.
"""

import os
import socket
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import psycopg
import structlog
from uuid_utils.compat import uuid7

from workers import presence
from workers.connecting import dedicated_connection, has_ended
from workers.delivery import OUTSIDE_LEASE_SECONDS
from workers.models import ProcessBeat
from workers.pacing import Pace

BEAT_SECONDS = 2
WATCH_SECONDS = 0.25  # how soon a worker notices that its session was cut

log = structlog.get_logger(__name__)

BEAT = """
INSERT INTO workers_processbeat (id, kind, host, pid, started_at, beat_at, lag_ms)
VALUES (%s, %s, %s, %s, clock_timestamp(), clock_timestamp(), %s)
ON CONFLICT (kind, host, pid) DO UPDATE SET beat_at = excluded.beat_at, lag_ms = excluded.lag_ms,
    started_at = CASE WHEN %s THEN excluded.started_at ELSE workers_processbeat.started_at END
"""
FORGET = "DELETE FROM workers_processbeat WHERE beat_at < clock_timestamp() - interval '1 day'"
# A row that a handler outside is closing this very moment is locked; it needs no renewal.
RENEW = """
UPDATE workers_delivery SET leased_until = clock_timestamp() + make_interval(secs => %(lease)s)
WHERE id IN (SELECT id FROM workers_delivery WHERE lease_token = ANY(%(tokens)s) FOR NO KEY UPDATE SKIP LOCKED)
"""
RELEASE = """
UPDATE workers_delivery SET lease_token = NULL, leased_until = NULL
WHERE id IN (SELECT id FROM workers_delivery WHERE lease_token = ANY(%(tokens)s) FOR NO KEY UPDATE SKIP LOCKED)
"""


def beat(connection: psycopg.Connection[Any], kind: ProcessBeat.Kind, *, lag_ms: int = 0, first: bool = False) -> None:
    """Write that this process lives; the first beat also says since when, and forgets processes of days ago."""
    connection.execute(BEAT, [uuid7(), kind.value, socket.gethostname(), os.getpid(), lag_ms, first])
    if first:
        connection.execute(FORGET)


class Heart:
    """Beats for one process on a connection of its own, so that a used-up pool can't let its leases lapse."""

    def __init__(self, kind: ProcessBeat.Kind) -> None:
        self.kind = kind
        self.number = presence.new_number()
        self.pace = Pace(BEAT_SECONDS)
        self.connection: psycopg.Connection[Any] | None = None

    def keep_beating(self, leases: Iterable[UUID] = ()) -> int:
        """Beat if it is time, or with a new session if the server cut the old one.

        Returns the number under which this process is present, NOBODY's while it is not.
        """
        if self.connection is not None and has_ended(self.connection):
            self._hang_up()
        if self.pace.is_due() or self.connection is None:
            self.beat(leases)
        return presence.NOBODY if self.connection is None else self.number

    def beat(self, leases: Iterable[UUID] = ()) -> None:
        """Beat, and renew the leases of what this process runs now."""
        self._try(RENEW, leases)

    def release(self, leases: Iterable[UUID]) -> None:
        """Let others run at once what this process could not finish."""
        self._try(RELEASE, leases)

    def _try(self, statement: str, leases: Iterable[UUID]) -> None:
        """Without a database no lease can be kept; those of others lapse neither, so just try again later."""
        try:
            own, first = self._connected()
            beat(own, self.kind, first=first)
            presence.sign(own, self.number)
            own.execute(statement, {"tokens": list(leases), "lease": OUTSIDE_LEASE_SECONDS})
        except psycopg.Error as error:
            self._hang_up()
            log.warning("heart_missed_a_beat", kind=self.kind.value, error=str(error))

    def _connected(self) -> tuple[psycopg.Connection[Any], bool]:
        """A session that is present, and whether it is new."""
        if self.connection is not None:
            return self.connection, False
        self.connection = dedicated_connection(self.kind.value)
        presence.take(self.connection, self.number)
        return self.connection, True

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None
