"""What is compared with what, and what must come out: one row per figure of the table."""

from dataclasses import dataclass
from typing import Literal

from tests.bench.stations import Place

BIG, SMALL = 1_000_000, 10_000
PLAIN = "tests.bench.rivals.settings"


@dataclass(frozen=True, slots=True)
class At:
    """A lane in its place."""

    lane: str
    rows: int = BIG
    settings: str = ""

    def place(self, largest: int) -> Place:
        """Where it runs, if no data set is larger than this."""
        rows = min(self.rows, largest)
        return Place(rows, self.settings) if self.settings else Place(rows)


@dataclass(frozen=True, slots=True)
class Measure:
    """A ratio and its limit.

    `at most`: our cost in the rival's; `at least`: our speed in the rival's. `figure` is the one that is judged: the
    client's processor time, both sides', or the time by the clock.
    """

    name: str
    says: str
    ours: At
    rival: At
    limit: float
    stretch: float
    figure: Literal["client", "both", "wall"] = "client"
    bound: Literal["at most", "at least"] = "at most"


def _scale(name: str, says: str, lane: str) -> Measure:
    return Measure(name, says, At(lane), At(lane, SMALL), 1.2, 1.0, "both")


MEASURES = [
    Measure("board", "board's list, uncached, to psycopg + orjson", At("board"), At("board_bare"), 6, 3),
    Measure("board_304", "the same with If-None-Match", At("board_304"), At("board_bare"), 2, 1),
    Measure(
        "board_plain", "board's list to a plain DRF ModelViewSet", At("board"), At("plain_board", BIG, PLAIN),
        8, 15, "both", "at least",
    ),
    _scale("board_scale", "board, 1,000,000 to 10,000 challenges", "board"),
    _scale("board_scale_open", "open ones only, 1,000,000 to 10,000", "board_open"),
    _scale("board_scale_soonest", "soonest first, 1,000,000 to 10,000", "board_soonest"),
    _scale("board_scale_richest", "richest first, 1,000,000 to 10,000", "board_richest"),
    Measure("board_depth", "page at depth 200,000 to the first", At("board_deep"), At("board"), 1.2, 1.0, "both"),
]  # fmt: skip
