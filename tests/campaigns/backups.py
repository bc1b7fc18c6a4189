"""A backup of the test's database as `pg_dump --data-only` makes one, without its second of preparation."""

from dataclasses import dataclass, field

from django.db import connection, transaction
from psycopg import sql

from tests.conftest import REFERENCE_TABLES, empty_tables

SEQUENCES = """SELECT schemaname || '.' || quote_ident(sequencename), last_value FROM pg_sequences
    WHERE last_value IS NOT NULL AND schemaname = 'public'"""


@dataclass
class Backup:
    """What the database held at one moment; others may write on while it is taken, and are not waited for."""

    rows: dict[str, bytes] = field(default_factory=dict)
    sequences: list[tuple[str, int]] = field(default_factory=list)

    def take(self) -> None:
        """One snapshot of every row."""
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            self.rows = {name: _copied(name) for name in _written()}
            cursor.execute(SEQUENCES)
            self.sequences = cursor.fetchall()

    def restore(self) -> None:
        """The database is as it was: what was committed since is forgotten. Whoever wrote must have ended."""
        empty_tables()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # rows as they were, past every trigger
            for name, rows in self.rows.items():
                with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as copy:
                    copy.write(rows)
            for name, value in self.sequences:
                cursor.execute("SELECT setval(%s, %s)", [name, value])


def _written() -> list[str]:
    """The tables that hold anything, those aside which the migrations fill."""
    names = [name for name in connection.introspection.table_names() if name not in REFERENCE_TABLES]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (TABLE {quote(name)})" for name in names))
        return [name for (name,) in cursor.fetchall()]


def _copied(name: str) -> bytes:
    with (
        connection.cursor() as cursor,
        cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as copy,
    ):
        return b"".join(copy)
