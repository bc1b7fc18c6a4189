"""Whether PostgreSQL's own guards hold: each refuses its act, and once it is dropped nothing else does."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import DatabaseError, connection, transaction

GUARDS = """
SELECT conname FROM pg_constraint WHERE conrelid::regclass::text = ANY(%(tables)s) AND contype IN ('c', 'u')
    AND conname NOT LIKE '%%\\_check'
UNION SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid::regclass::text = ANY(%(tables)s) AND indisunique AND NOT indisprimary
UNION SELECT substring(tgname FROM 'pgtrigger_(.*)_[0-9a-f]{5}$') FROM pg_trigger
    WHERE tgrelid::regclass::text = ANY(%(tables)s) AND tgname LIKE 'pgtrigger%%'
"""
DROP = """
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname) FROM pg_constraint
    WHERE conname = %(name)s AND contype IN ('c', 'u')
UNION ALL SELECT format('DROP INDEX %%I', relname) FROM pg_class
    WHERE relname = %(name)s AND relkind = 'i' AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = %(name)s)
UNION ALL SELECT format('DROP TRIGGER %%I ON %%s', tgname, tgrelid::regclass) FROM pg_trigger
    WHERE tgname ~ ('^pgtrigger_' || %(name)s || '_[0-9a-f]{5}$')
"""


NOTICED: set[str] = set()  # whose absence this process has seen


def drop(name: str) -> None:
    """Take away the constraint, unique index or trigger of this name."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        cursor.execute(DROP, {"name": name})
        found = [statement for (statement,) in cursor.fetchall()]
        assert found, name
        for statement in found:
            cursor.execute(statement)


def is_refused(act: Callable[[], Any]) -> bool:
    """Whether the database does."""
    with suppress(DatabaseError):
        with transaction.atomic():
            act()
        return False
    return True


def fault_of(name: str, act: Callable[[], Any], *, behind: str | None = None) -> str:
    """What is wrong with this guard, all undone; empty if it refuses, and nothing else does.

    `behind` is who would refuse the same act before: dropped first, so that the guard itself is what is seen.
    """
    with transaction.atomic():
        if behind:
            drop(behind)
        refused = is_refused(act)
        drop(name)
        alone = not is_refused(act)
        transaction.set_rollback(True)
    if refused and alone:
        NOTICED.add(name)
        return ""
    return f"{name}: refused {refused}, alone {alone}"
