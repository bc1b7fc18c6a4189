"""Whether whoever holds a lease is still there: each worker holds a lock of its session, and a lease names its worker.

A killed process takes its session with it, and the session its lock: within two seconds of a worker's death its leases
are free, where nobody could tell a dead worker from a slow one before they lapsed. A frozen worker keeps its session,
and a machine that fell off the network too, until PostgreSQL misses it; theirs lapse after ten seconds as ever.

A worker whose session alone was cut has a second to come back under its number; until then what it starts is nobody's.
"""

import secrets
import time
from typing import Any
from uuid import UUID

import psycopg

NAMESPACE = 7_267  # the first half of each lock's number; nobody else's
GRACE_SECONDS = 1  # from when a relay misses a worker until its leases are free: time to come back with a new session
NUMBERS = 2**31 - 1
NOBODY = 0

# Shared: a new session has it at once, also while the server still believes in the old one.
TAKE = "SELECT pg_advisory_lock_shared(%s, %s)"
SIGN = "INSERT INTO workers_presence (number, since) VALUES (%s, clock_timestamp()) ON CONFLICT DO NOTHING"
HELD = """EXISTS (
    SELECT FROM pg_locks AS held WHERE held.locktype = 'advisory' AND held.objsubid = 2 AND held.granted
      AND held.classid::bigint = %(namespace)s AND held.objid::bigint = presence.number
      AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""
KNOWN = "SELECT {wanted} FROM workers_presence AS presence WHERE {held}"
PRESENT = KNOWN.format(wanted="count(*)", held=HELD)
ABSENT = KNOWN.format(wanted="number", held=f"NOT {HELD}")
# The token stays: if its worker lives after all and is done before another begins, it may still close its delivery.
FREE = """
WITH gone AS (DELETE FROM workers_presence AS presence WHERE number = ANY(%(gone)s) AND NOT {held} RETURNING number)
UPDATE workers_delivery SET leased_until = clock_timestamp()
WHERE id IN (
    SELECT id FROM workers_delivery
    WHERE done_at IS NULL AND dead_at IS NULL AND leased_until > clock_timestamp()
      AND left(lease_token::text, 8) IN (SELECT lpad(to_hex(number), 8, '0') FROM gone)
    FOR NO KEY UPDATE SKIP LOCKED)
"""
ASKED = {"namespace": NAMESPACE}


def new_number() -> int:
    """A worker's own, of which nobody else ever had the like."""
    return 1 + secrets.randbelow(NUMBERS)


def new_token(number: int) -> UUID:
    """A lease's token, which begins with the number of the worker that holds it."""
    return UUID(int=number << 96 | secrets.randbits(96))


def take(connection: psycopg.Connection[Any], number: int) -> None:
    """Be present under this number for as long as the session lasts, which must be nobody else's."""
    connection.execute(TAKE, [NAMESPACE, number])
    sign(connection, number)


def sign(connection: psycopg.Connection[Any], number: int) -> None:
    """Be among those who are missed when they are gone; told again with each beat."""
    connection.execute(SIGN, [number])


class Attendance:
    """Who was missed since when, as one relay saw it in one session."""

    def __init__(self) -> None:
        self.missed_since: dict[int, float] = {}

    def free_leases_of_the_gone(self, connection: psycopg.Connection[Any]) -> int:
        """Let the leases of those lapse who have been missed for GRACE_SECONDS; return how many leases."""
        absent, now = [number for (number,) in connection.execute(ABSENT, ASKED)], time.monotonic()
        self.missed_since = {number: self.missed_since.get(number, now) for number in absent}
        gone = [number for number, since in self.missed_since.items() if now - since >= GRACE_SECONDS]
        return connection.execute(FREE.format(held=HELD), ASKED | {"gone": gone}).rowcount if gone else 0
