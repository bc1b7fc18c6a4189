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
from workers.models import Delivery, Event
from workers.registry import declare, declared, every, handlers_of, on
from workers.vocabulary import Audience

__all__ = ["Actor", "Audience", "Event", "declare", "emit", "emit_many", "every", "on"]

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
    declaration = declared(name)
    _require_transaction(name)
    event = Event.objects.create(
        name=name,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        root=str(reduce(getattr, declaration.root.split("__"), subject)),
        actor_id=by.pk if by else None,
        payload=payload or {},
        audience=declaration.audience,
    )
    Delivery.objects.bulk_create(
        Delivery(event=event, handler=handler.name, queue=handler.queue, due_at=due_at or event.at)
        for handler in handlers_of(name)
    )
    return event


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
