"""Move the database's clock for a test: `move_clock(seconds=3600)`; the end of the test takes it back."""

from datetime import datetime, timedelta

from django.db import connection

from workers import clock

STANDING = """
CREATE OR REPLACE FUNCTION laurel_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN RETURN timestamptz '{at}'; END $$
"""


def move_clock(*, seconds: float) -> None:
    """Shift `laurel_now()` forward (or back), in addition to earlier shifts."""
    clock.move_clock(timedelta(seconds=seconds))


def stop_clock(at: datetime) -> None:
    """Let `laurel_now()` stand at this very moment for the rest of the test's transaction: a limit, met exactly."""
    with connection.cursor() as cursor:
        cursor.execute(STANDING.format(at=at.isoformat()))
