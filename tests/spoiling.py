"""A row that PostgreSQL changes no more, as after a defect of ours: what happens to the others beside it."""

from django.db import connection, models

REFUSE = "CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'spoilt'; END $$"
SPOIL = """
CREATE TRIGGER spoilt BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW WHEN (OLD.{key} = '{row}')
EXECUTE FUNCTION refuse()
"""


def spoil(row: models.Model) -> None:
    """Refuse each change of it, and its end, from now on; what the test has done is undone, and this with it."""
    with connection.cursor() as cursor:
        cursor.execute(REFUSE)
        cursor.execute(SPOIL.format(table=row._meta.db_table, key=row._meta.pk.column, row=row.pk))


def mend(row: models.Model) -> None:
    """It can be changed again."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER spoilt ON {row._meta.db_table}")
