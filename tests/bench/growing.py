"""What a hot path costs at a thousand challenges, and at ten, a hundred and a thousand times as many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.bench.costs import Cost, Spread, spread
from tests.bench.datasets import SIZES
from tests.bench.measures import BIG, MANY, At
from tests.bench.stations import Place


@dataclass(frozen=True, slots=True)
class Growth:
    """A lane at each size up to `most`; on a copy, if it changes rows."""

    lane: str
    says: str
    copy: str = ""
    most: int = BIG

    def sides(self, largest: int) -> dict[int, At]:
        """By size."""
        return {size: At(self.lane, size, copy=self.copy) for size in SIZES if size <= min(largest, self.most)}


@dataclass(frozen=True, slots=True)
class Curve:
    """What it cost at each size, Python and PostgreSQL together, in seconds."""

    growth: Growth
    costs: dict[int, Spread]

    @property
    def times(self) -> float:
        """The largest in the smallest."""
        sizes = sorted(self.costs)
        return self.costs[sizes[-1]].median / self.costs[sizes[0]].median if sizes else 0.0


GROWTHS = [
    Growth("board", "board's list, newest first"),
    Growth("board_soonest", "board's list, soonest first"),
    Growth("board_richest", "board's list, richest first"),
    Growth("board_deep", "board's list at depth 200,000 (or four fifths)"),
    Growth("search_rare", "search, a word of seven summaries"),
    Growth("search_common", "search, the most frequent word"),
    Growth("detail", "a challenge's detail"),
    Growth("timeline", "a challenge's timeline"),
    Growth("page_board", "page: the board"),
    Growth("page_challenge", "page: a challenge"),
    Growth("page_people", "page: the leaderboard"),
    Growth("page_person", "page: a person"),
    Growth("inbox", "a person's inbox"),
    Growth("close_idle", "the tick that closes, nothing due"),
    Growth("relay_idle", "the relay's look, nothing due"),
    Growth("submit", "handing in", "changed", MANY),
]


def curve(growth: Growth, costs: Mapping[tuple[Place, str], Sequence[Cost]], largest: int) -> Curve:
    """Of what was measured of it."""
    measured = {size: costs[side.place(largest), side.lane] for size, side in growth.sides(largest).items()}
    return Curve(growth, {size: spread([one.both for one in found]) for size, found in measured.items() if found})
