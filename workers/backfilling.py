"""Owing past events to a new handler."""

from datetime import datetime

from django.db import connection, transaction

from workers.errors import Undeclared
from workers.registry import handlers

BACKFILL = """
INSERT INTO workers_delivery (id, event_id, handler, queue, due_at)
SELECT uuidv7(), id, %s, %s, laurel_now() FROM workers_event WHERE name = ANY(%s) AND at >= %s
ON CONFLICT (event_id, handler) DO NOTHING
"""


@transaction.atomic
def backfill(*, handler_name: str, since: datetime) -> int:
    """Add the deliveries that a handler lacks for events since then; return how many. Running it twice adds none.

    Raises Undeclared for an unknown handler.
    """
    if handler_name not in handlers:
        raise Undeclared(f'There is no handler "{handler_name}". `manage.py handlers` lists them all.')
    handler = handlers[handler_name]
    with connection.cursor() as cursor:
        cursor.execute(BACKFILL, [handler.name, handler.queue, handler.events, since])
        return cursor.rowcount
