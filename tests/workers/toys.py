"""Toy events and handlers of both kinds: each effect is a row in `toy_effect`, so it can be counted.

Real relays and workers load this module through LAUREL_EXTRA_HANDLERS.
"""

import os
import signal
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from django.db import Error, connection, transaction

from workers.events import Audience, Event, declare, emit, on
from workers.models import Delivery

declare("toy.made", audience=Audience.PARTIES, root="pk")
declare("toy.painted", audience=Audience.PUBLIC, root="sponsor__name")
declare("toy.broken", audience=Audience.STAFF, root="pk")
declare("toy.sent", audience=Audience.STAFF, root="pk")
declare("toy.exploded", audience=Audience.STAFF, root="pk")
declare("toy.stuck", audience=Audience.STAFF, root="pk")
declare("toy.late", audience=Audience.STAFF, root="pk")
declare("toy.grouped", audience=Audience.STAFF, root="pk")
declare("toy.ignored", audience=Audience.STAFF, root="pk")

HOUR = timedelta(hours=1)
LONG_AGO, LONG_AFTER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
CREATE = """
CREATE TABLE IF NOT EXISTS toy_effect (
    id bigserial PRIMARY KEY, what text NOT NULL, event_id uuid, at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE TABLE IF NOT EXISTS toy_deadline (due_at timestamptz NOT NULL, acted_at timestamptz)
"""


def leave(what: str, event: Event | None = None) -> None:
    """Leave one effect in the database."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO toy_effect (what, event_id) VALUES (%s, %s)", [what, event and event.pk])


def effects(what: str) -> list:
    """The events whose effect is there, in the order of their effects."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT event_id FROM toy_effect WHERE what = %s ORDER BY id", [what])
        return [row[0] for row in cursor.fetchall()]


def owed():
    """The toys' own deliveries: the processes of the tests run the ticks of the whole house too, which owe others."""
    return Delivery.objects.filter(handler__startswith="workers.toys.")


@on("toy.made", brief=True)
def count(event: Event) -> None:
    leave("counted", event)


@on("toy.made", queue="webhooks", outside=True)
def send(event: Event) -> None:
    assert not (connection.in_atomic_block and os.environ.get("LAUREL_EXTRA_HANDLERS"))  # in a real worker
    leave("sent", event)


@on("toy.painted")
@on("toy.sent", queue="default")
def admire(event: Event) -> None:
    leave("admired", event)


@on("toy.broken")
def complain(event: Event) -> None:
    leave("complained", event)
    if not event.payload.get("mended"):
        raise ValueError("This toy is broken.")


@on("toy.broken", queue="money", outside=True)
def call_for_repair(event: Event) -> None:
    leave("called", event)
    raise ConnectionError("Nobody answers.")


@on("toy.exploded", queue="deadlines")
def explode(event: Event) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@on("toy.stuck", queue="mail", outside=True)
def dawdle(event: Event) -> None:
    time.sleep(float(event.payload["seconds"]))
    leave("dawdled", event)


@on("toy.grouped", brief=True)
def play(event: Event) -> None:
    """In a group with others; the payload says how it goes wrong."""
    leave("played", event)
    match event.payload.get("act"):
        case "raise":
            raise ValueError("This toy is broken.")
        case "leave_twice":
            leave("played", event)
        case "hide_error":
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT 1 / 0")
        case "undo":
            transaction.set_rollback(True)
        case "lose_session":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)


def make(sponsor) -> Event:
    """Emit the toy that both a transactional and an outside handler want."""
    return emit("toy.made", subject=sponsor)


@on("toy.late")
def arrive_late(event: Event) -> None:
    leave("late", event)
    leave(structlog.contextvars.get_contextvars()["event_name"], event)
