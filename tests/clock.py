"""Move the database's clock for a test: `move_clock(seconds=3600)`; the end of the test takes it back."""

from datetime import timedelta

from workers import clock


def move_clock(*, seconds: float) -> None:
    """Shift `laurel_now()` forward (or back), in addition to earlier shifts."""
    clock.move_clock(timedelta(seconds=seconds))
