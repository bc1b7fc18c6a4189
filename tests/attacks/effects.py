"""What a request changes: every row of every table, as it is written, for two to be compared. All is undone."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

# New with every request: ids that it gave, the moment, and tokens that it drew.
DRAWN = re.compile(
    r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}|\d{4}-\d\d-\d\d[T ][\d:.]+\S*|\b[0-9a-f]{32,}\b"
    r'|(?<="id": )\d+'
)
WRITTEN = "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
# Asides: what a session holds, what is kept under a key, and the random mark of a list that has changed.
# Written by every request; drawn by it.
OF_EVERY_REQUEST = ["last_used_at", "last_seen_at", "last_login", "prefix", "last_four"]
ASIDE = {"api_keptanswer", "django_session", "usersessions_usersession", "workers_mark"}


@dataclass
class Tables:
    """The world's rows before any request, read once for each table that a request wrote."""

    known: dict[str, Counter[str]] = field(default_factory=dict)

    def effects_of(self, act: Callable[[], Any]) -> tuple[Any, dict[str, list[str]]]:
        """What it answers, and by table the rows that were not there before, and those that are no more."""
        with transaction.atomic():
            before = written()
            answer = act()
            touched = sorted(name for name, count in written().items() if count != before.get(name))
            after = {name: rows_of(name) for name in touched if name not in ASIDE}
            transaction.set_rollback(True)
        return answer, {name: told for name, rows in after.items() if (told := self.told(name, rows))}

    def told(self, name: str, rows: Counter[str]) -> list[str]:
        """The difference, without what is drawn anew each time."""
        if name not in self.known:
            self.known[name] = rows_of(name)
        before = self.known[name]
        lines = [f"+ {row}" for row in (rows - before).elements()] + [f"- {row}" for row in (before - rows).elements()]
        return sorted(DRAWN.sub("DRAWN", line) for line in lines)


def written() -> dict[str, int]:
    """How many rows of each table this transaction has written so far."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return dict(cursor.fetchall())


def rows_of(table: str) -> Counter[str]:
    """Every row as text."""
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT (to_jsonb({quoted}) - %s::text[])::text FROM {quoted}", [OF_EVERY_REQUEST])
        return Counter(row for (row,) in cursor.fetchall())
