"""Has it changed? What many ask for again and again has a mark, which is another after each change of it.

Each change adds a random number, in its own transaction and by a trigger, and the mark is the sum of all. So a mark is
seen exactly with the change that it is for, whoever commits first; writers do not wait for one another as at one
counter; and after a restore from a backup no mark comes back with another content.
"""

from typing import Any

import pgtrigger
from django.db import connection, models

NUMBERS = 2**62  # marks and sums are taken modulo this
FEW = 100  # rows that nobody minds to sum up
MARK = "(SELECT mod(coalesce(sum(number), 0), {numbers})::bigint FROM workers_mark WHERE topic = '{topic}')"
ADD = "INSERT INTO workers_mark (topic, number) VALUES ('{topic}', random(0, {largest}));"
RENAMED = "EXISTS (SELECT FROM removed JOIN added USING (id) WHERE ({before}) IS DISTINCT FROM ({after}))"
FOLD = """
WITH gone AS (
    DELETE FROM workers_mark WHERE id IN (SELECT id FROM workers_mark ORDER BY id FOR UPDATE SKIP LOCKED)
    RETURNING topic, number)
INSERT INTO workers_mark (topic, number) SELECT topic, mod(sum(number), %s) FROM gone GROUP BY topic
"""


class MarkOf(models.Func):
    """The present mark as a column, of the same moment as the rows that it is read with."""

    arity = 0

    def __init__(self, topic: str, **extra: Any) -> None:
        super().__init__(template=mark_sql(topic), output_field=models.BigIntegerField())


def mark_sql(topic: str) -> str:
    """The present mark, as a part of a statement."""
    return MARK.format(topic=topic, numbers=NUMBERS)


def mark_of(topic: str) -> int:
    """The present mark; one small query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + mark_sql(topic))
        (mark,) = cursor.fetchone()
    return int(mark)


def marked_by_rows(topic: str, *, shown: str) -> list[pgtrigger.Trigger]:
    """Triggers of a table whose rows are what is shown, where the SQL condition holds of them, before or after.

    It must be one that nobody can truncate, for others refer to it.
    """
    came, went = f"EXISTS (SELECT FROM added WHERE {shown})", f"EXISTS (SELECT FROM removed WHERE {shown})"
    return [
        _trigger(topic, "insert", pgtrigger.Insert, came, new="added"),
        _trigger(topic, "update", pgtrigger.Update, f"{came} OR {went}", old="removed", new="added"),
        _trigger(topic, "delete", pgtrigger.Delete, went, old="removed"),
    ]


def marked_by_columns(topic: str, *columns: str) -> list[pgtrigger.Trigger]:
    """The trigger of a table of which some columns are shown beside the rows of another."""
    before, after = (", ".join(f"{side}.{column}" for column in columns) for side in ("removed", "added"))
    changed = RENAMED.format(before=before, after=after)
    return [_trigger(topic, "update", pgtrigger.Update, changed, old="removed", new="added")]


def _trigger(topic: str, act: str, operation: Any, condition: str, **rows: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"{topic}_is_marked_at_{act}",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(**rows),
        func=f"IF {condition} THEN {ADD.format(topic=topic, largest=NUMBERS - 1)} END IF; RETURN NULL;",
    )


def fold() -> None:
    """Sum up in one row per topic, where there are many; no mark changes by it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > %s FROM workers_mark", [FEW])
        (many,) = cursor.fetchone()
        if many:
            cursor.execute(FOLD, [NUMBERS])
