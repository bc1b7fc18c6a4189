"""The crew: relay, schedule and workers give signs of life, and nobody waits long for a delivery."""

from typing import Any

from django.db import connection

from config.local.doctor.findings import Finding
from workers.models import ProcessBeat

BEATS_COUNT_FOR_SECONDS = 10
LONGEST_WAIT_SECONDS = 60

FRESH = "SELECT DISTINCT kind FROM workers_processbeat WHERE beat_at > clock_timestamp() - make_interval(secs => %s)"
OLDEST = """
SELECT handler, extract(epoch FROM laurel_now() - due_at)::int FROM workers_delivery
WHERE done_at IS NULL AND dead_at IS NULL AND due_at < laurel_now() ORDER BY due_at LIMIT 1
"""
DEAD = "SELECT count(*) FROM workers_delivery WHERE dead_at IS NOT NULL"


def beats() -> Finding:
    """Each kind of process gave a sign of life in the last seconds."""
    alive = {kind for (kind,) in _rows(FRESH, BEATS_COUNT_FOR_SECONDS)}
    silent = sorted(set(ProcessBeat.Kind.values) - alive)
    if silent:
        return Finding(
            f"No sign of life from: {', '.join(silent)}.", "Start `manage.py relay` and `manage.py worker` (`make up`)."
        )
    return Finding("Relay, schedule and worker give signs of life")


def deliveries() -> Finding:
    """The oldest delivery that is due and not done is young."""
    rows = _rows(OLDEST)
    if rows and rows[0][1] > LONGEST_WAIT_SECONDS:
        handler, seconds = rows[0]
        return Finding(
            f"{handler} has waited for {seconds} s.", "Look at its last error in the desk, and whether workers run."
        )
    return Finding(f"The oldest due delivery is {rows[0][1]} s old" if rows else "No delivery is waiting")


def deaths() -> Finding:
    """No delivery was given up."""
    count = _rows(DEAD)[0][0]
    if count:
        return Finding(
            f"{count} deliveries are dead.", "Replay or skip them in the desk: /admin/workers/delivery/?dead=yes."
        )
    return Finding("No delivery is dead")


def _rows(statement: str, *values: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
