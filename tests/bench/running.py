"""One run: every lane takes its turn in each round, in an order that is drawn anew, so that all meet the same noise."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from tests.bench.costs import Cost, Spread, spread
from tests.bench.measures import Measure
from tests.bench.stations import Place, Stations

Turn = tuple[Place, str]
FIGURES = ("client", "server", "both", "wall")


@dataclass(frozen=True, slots=True)
class Result:
    """Of a measure: what each side cost, and the ratio by each figure."""

    measure: Measure
    ours: dict[str, Spread]
    rival: dict[str, Spread]
    ratios: dict[str, Spread]

    @property
    def ratio(self) -> Spread:
        """By the figure that is judged."""
        return self.ratios[self.measure.figure]

    @property
    def holds(self) -> bool:
        """Whether the median keeps the limit."""
        return self.keeps(self.measure.limit)

    def keeps(self, limit: float) -> bool:
        """Whether the median keeps that limit."""
        ratio = self.ratio.median
        return ratio <= limit if self.measure.bound == "at most" else ratio >= limit


def run(
    measures: Sequence[Measure], stations: Stations, *, rounds: int, seed: int, say: Callable[[str], None]
) -> list[Result]:
    """Warm up, then so many rounds."""
    largest = max(stations.databases)
    sides = [(measure.ours, measure.rival) for measure in measures]
    turns = sorted({(side.place(largest), side.lane) for pair in sides for side in pair}, key=repr)
    costs: dict[Turn, list[Cost]] = {turn: [] for turn in turns}
    chance = random.Random(seed)
    for number in range(rounds + 1):
        chance.shuffle(turns)
        for place, lane in turns:
            cost = stations.at(place).turn(lane)
            if number:  # the first round only warms up
                costs[place, lane].append(cost)
        say(f"round {number} of {rounds}" if number else f"warm: {len(turns)} lanes")
    return [_result(measure, costs, largest) for measure in measures]


def _result(measure: Measure, costs: Mapping[Turn, Sequence[Cost]], largest: int) -> Result:
    ours = costs[measure.ours.place(largest), measure.ours.lane]
    rival = costs[measure.rival.place(largest), measure.rival.lane]
    return Result(
        measure, _spreads(ours), _spreads(rival), {name: _ratio(measure, ours, rival, name) for name in FIGURES}
    )


def _spreads(costs: Sequence[Cost]) -> dict[str, Spread]:
    return {name: spread([cost.of(name) for cost in costs]) for name in FIGURES}


def _ratio(measure: Measure, ours: Sequence[Cost], rival: Sequence[Cost], figure: str) -> Spread:
    """Round by round: both sides of one met nearly the same noise."""
    pairs = [(mine.of(figure), theirs.of(figure)) for mine, theirs in zip(ours, rival, strict=True)]
    if measure.bound == "at least":
        pairs = [(theirs, mine) for mine, theirs in pairs]
    return spread([above / below if below else 0.0 for above, below in pairs])


def plainly(result: Result) -> dict[str, Any]:
    """For bench.json: seconds and ratios, each as median and quartiles."""
    measure = result.measure
    told = {"ours": result.ours, "rival": result.rival, "ratio": result.ratios}
    sides = {side: {name: astuple(one) for name, one in found.items()} for side, found in told.items()}
    return {
        "name": measure.name, "says": measure.says, "figure": measure.figure, "bound": measure.bound,
        "limit": measure.limit, "stretch": measure.stretch, "holds": result.holds,
        "lanes": [measure.ours.lane, measure.rival.lane],
        **sides,
    }  # fmt: skip
