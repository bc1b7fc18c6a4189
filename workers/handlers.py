"""What the engine does by itself: an address only."""

from workers import marks
from workers.registry import every


@every(seconds=10)
def fold_marks() -> None:
    """Keep the sums short."""
    marks.fold()
