"""What a turn of a lane costs, and how many turns are told in one figure."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one call, in seconds.

    `client` is processor time of the Python process (all its threads), without the interpreter's start; `server` that
    of PostgreSQL's sessions which it opened; `wall` the time by the clock.
    """

    client: float
    server: float
    wall: float

    @property
    def both(self) -> float:
        """Processor time of Python and PostgreSQL: what bounds the calls per second of a busy machine."""
        return self.client + self.server

    def of(self, figure: str) -> float:
        """One of the four."""
        return float(getattr(self, figure))


@dataclass(frozen=True, slots=True)
class Broken:
    """What a station answers when a lane or a question raised."""

    why: str


@dataclass(frozen=True, slots=True)
class Spread:
    """A median, and the range in which the middle half of the values lies."""

    median: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Of at least two values; of one, that."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(middle, low, high)
