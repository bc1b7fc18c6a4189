"""The one clock of every deadline: the database's `laurel_now()`.

It is `clock_timestamp()` plus an offset from the one-row table `workers_clock`, which only tests and the local stack
move. In SQL, triggers included, write `laurel_now()`. It is STABLE, so `due_at <= laurel_now()` can use an index, and
still it reads the real time at each statement. An app whose triggers or defaults use it must let its first migration
depend on `("workers", "0001_tables")`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from workers.errors import ClockMoved, OutsideTransaction


class LaurelNow(models.Func):
    """The database's clock as an expression: `filter(due_at__lte=LaurelNow())`, `db_default=LaurelNow()`."""

    function = "laurel_now"
    arity = 0

    def __init__(self, **extra: Any) -> None:
        super().__init__(output_field=models.DateTimeField(), **extra)


def laurel_now() -> datetime:
    """Ask the database for the time; one query. Python's own clock never decides a deadline."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT laurel_now()")
        (now,) = cursor.fetchone()
    return now


def real_now() -> datetime:
    """The real time, whatever the local stack pretends: for what others dated (a signature); one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now


def move_clock(by: timedelta) -> None:
    """Shift the clock of this database, in addition to earlier shifts; only where LAUREL_LOCAL is set.

    Raises ClockMoved elsewhere.
    """
    if not settings.LAUREL_LOCAL:
        raise ClockMoved("Only tests and the local stack may move the clock.")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO workers_clock (id, shift) VALUES (1, make_interval(secs => %s))"
            " ON CONFLICT (id) DO UPDATE SET shift = workers_clock.shift + excluded.shift",
            [by.total_seconds()],
        )


def refuse_a_moved_clock() -> None:
    """Raise ClockMoved if this database's clock is shifted and this is not the local stack; asked at every start."""
    if settings.LAUREL_LOCAL:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT shift FROM workers_clock WHERE shift <> interval '0'")
        row = cursor.fetchone()
    if row:
        raise ClockMoved(f"The database's clock is shifted by {row[0]}. Delete the row of workers_clock.")


@contextmanager
def rehearsal(by: timedelta = timedelta(0)) -> Iterator[None]:
    """See the future in one transaction, which is always rolled back: `with rehearsal(timedelta(days=3)): close_due()`.

    The offset is bound to the id of this very transaction, so no leftover setting can ever shift another one.
    """
    with transaction.atomic():
        look_ahead(by)
        try:
            yield
        finally:
            transaction.set_rollback(True)


def look_ahead(by: timedelta) -> None:
    """Let the clock of the rehearsal that runs be ahead by so much, instead of by what it was before.

    Raises OutsideTransaction where nothing could be rolled back.
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction("Only a rehearsal, which is rolled back, may look ahead.")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('laurel.rehearsal',"
            " pg_current_xact_id()::text || '|' || make_interval(secs => %s), true)",
            [by.total_seconds()],
        )
