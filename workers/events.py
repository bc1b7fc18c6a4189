"""Tell what happened, in the transaction that made it so: `emit` one event, or `emit_many` in one statement."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import F, TextField
from django.db.models.functions import Cast, JSONObject
from psycopg.types.json import Jsonb

from workers.errors import OutsideTransaction
from workers.models import Event
from workers.registry import declare, declared, every, handlers_of, on
from workers.vocabulary import Audience

__all__ = ["Actor", "Audience", "Event", "declare", "emit", "emit_many", "every", "keep_and_emit", "on"]

# Keeps something and tells it, or nothing of both where `kept` keeps nothing.
EMIT = """
WITH kept AS ({kept}),
     event AS (
        INSERT INTO workers_event (id, name, subject_type, subject_id, root, actor_id, payload, audience, at)
        SELECT %s::uuid, %s, %s, %s, %s, %s::uuid, %s, %s, laurel_now() FROM kept
        RETURNING id, at){owed}
SELECT at FROM event
"""
OWED = """,
     delivery AS (
        INSERT INTO workers_delivery (id, event_id, handler, queue, due_at)
        SELECT uuidv7(), event.id, owed.handler, owed.queue, coalesce(%s, event.at)
        FROM event, unnest(%s::text[], %s::text[]) AS owed (handler, queue))
"""
EMIT_MANY = """
WITH moment AS MATERIALIZED (SELECT laurel_now() AS at),
     subject (id, root, facts) AS ({subjects}),
     event AS (
        INSERT INTO workers_event (id, name, subject_type, subject_id, root, actor_id, payload, audience, at)
        SELECT uuidv7(), %s, %s, subject.id, subject.root, %s::uuid, %s || subject.facts, %s, moment.at
        FROM subject, moment
        RETURNING id, at),
     delivery AS (
        INSERT INTO workers_delivery (id, event_id, handler, queue, due_at)
        SELECT uuidv7(), event.id, owed.handler, owed.queue, event.at
        FROM event, unnest(%s::text[], %s::text[]) AS owed (handler, queue))
SELECT count(*) FROM event
"""


class Actor(Protocol):
    """Whoever did it: anything with a primary key that is a UUID, or None for someone not signed in."""

    pk: Any


def emit(
    name: str,
    *,
    subject: models.Model,
    by: Actor | None = None,
    payload: dict[str, Any] | None = None,
    due_at: datetime | None = None,
) -> Event:
    """Write the event and one delivery for each of its handlers; `due_at` delays the deliveries, not the event.

    Raises OutsideTransaction, or Undeclared.
    """
    event = _told_by(name, subject, by, payload or {})
    _require_transaction(name)
    _write(event, ("SELECT", []), due_at)
    return event


def keep_and_emit(name: str, *, kept: tuple[str, Sequence[Any]], subject: models.Model) -> Event | None:
    """Run an INSERT with RETURNING, and write the event of it, in one statement; None if nothing was inserted.

    A statement is a transaction of its own where none is open, so whoever keeps nothing else needs none.
    """
    event = _told_by(name, subject, None, {})
    return event if _write(event, kept, None) else None


def _told_by(name: str, subject: models.Model, by: Actor | None, payload: dict[str, Any]) -> Event:
    declaration = declared(name)
    return Event(
        name=name,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        root=str(reduce(getattr, declaration.root.split("__"), subject)),
        actor_id=by.pk if by else None,
        payload=payload,
        audience=declaration.audience,
    )


def _write(event: Event, kept: tuple[str, Sequence[Any]], due_at: datetime | None) -> bool:
    """The event and one delivery for each of its handlers; whether `kept` kept anything."""
    owed = handlers_of(event.name)
    told = [event.pk, event.name, event.subject_type, event.subject_id, event.root, event.actor_id]
    params = [*kept[1], *told, Jsonb(event.payload), event.audience]
    if owed:  # an INSERT of no deliveries would wake the relay for nothing
        params += [due_at, [handler.name for handler in owed], [handler.queue for handler in owed]]
    with connection.cursor() as cursor:
        cursor.execute(EMIT.format(kept=kept[0], owed=OWED if owed else ""), params)
        row = cursor.fetchone()
    if row:
        (event.at,) = row
    return bool(row)


def emit_many(
    name: str,
    *,
    subjects: models.QuerySet[Any],
    by: Actor | None = None,
    payload: dict[str, Any] | None = None,
    facts: Sequence[str] = (),
) -> int:
    """Write the same event for every row of a queryset, and all their deliveries, in one statement; return how many.

    `facts` names fields of the rows that each event's payload holds beside what they have in common. Raises
    OutsideTransaction, or Undeclared.
    """
    declaration = declared(name)
    _require_transaction(name)
    owed = handlers_of(name)
    try:
        sql, params = _told_of(subjects, declaration.root, facts).query.sql_with_params()
    except EmptyResultSet:
        return 0
    told = [name, subjects.model._meta.label_lower, by.pk if by else None, Jsonb(payload or {}), declaration.audience]
    with connection.cursor() as cursor:
        cursor.execute(
            EMIT_MANY.format(subjects=sql),
            [*params, *told, [handler.name for handler in owed], [handler.queue for handler in owed]],
        )
        (count,) = cursor.fetchone()
    return count


def _told_of(subjects: models.QuerySet[Any], root: str, facts: Sequence[str]) -> models.QuerySet[Any, Any]:
    return subjects.annotate(
        event_subject=Cast(F("pk"), TextField()),
        event_root=Cast(F(root), TextField()),
        event_facts=JSONObject(**{fact: F(fact) for fact in facts}),
    ).values_list("event_subject", "event_root", "event_facts")


def _require_transaction(name: str) -> None:
    if not connection.in_atomic_block:
        raise OutsideTransaction(f'"{name}" must be emitted in the transaction that makes it true.')


declare("delivery.replayed", audience=Audience.STAFF, root="event__root")
declare("delivery.skipped", audience=Audience.STAFF, root="event__root")
