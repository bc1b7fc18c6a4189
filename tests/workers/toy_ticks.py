"""Toy ticks, which only real relays load: one acts on deadlines, one always fails, one hangs."""

import time

from django.db import connection

from workers.events import every


@every(seconds=0.5)
def close_due_toys() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH acted AS (UPDATE toy_deadline SET acted_at = clock_timestamp()"
            " WHERE acted_at IS NULL AND due_at <= laurel_now() RETURNING due_at)"
            " INSERT INTO toy_effect (what) SELECT 'acted' FROM acted"
        )


@every(seconds=0.1)
def fail() -> None:
    raise ValueError("This tick always fails.")


@every(seconds=0.1)
def hang() -> None:
    time.sleep(2)
