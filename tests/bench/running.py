"""One run: in each round every comparison has its turns, side after side, in an order that is drawn anew.

So both sides of a ratio meet the same noise: a machine that is shared may be half as fast a minute later. A lane that
stands in several comparisons takes a turn in each.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from time import monotonic
from typing import Any

from tests.bench.costs import Cost, Spread, spread
from tests.bench.growing import Curve, Growth, curve
from tests.bench.measures import At, Measure
from tests.bench.stations import Place, StationFailed, Stations

Turn = tuple[Place, str]
FIGURES = ("client", "server", "both", "wall")


@dataclass(frozen=True, slots=True)
class Plan:
    """How many rounds, in which order, and until when (by the monotonic clock) another one may begin."""

    rounds: int
    seed: int
    largest: int
    until: float


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


@dataclass(frozen=True, slots=True)
class Run:
    """What came out; `broken` says of a lane why there is no figure of it."""

    results: list[Result]
    curves: list[Curve]
    broken: dict[str, str]
    rounds: int


class Turns:
    """What is compared takes its turns one after the other, in each round; and what those cost so far."""

    def __init__(self, compared: Sequence[Sequence[Turn]], stations: Stations, say: Callable[[str], None]) -> None:
        self.stations, self.say = stations, say
        self.compared = [list(turns) for turns in compared]
        self.costs: list[dict[Turn, list[Cost]]] = [{turn: [] for turn in turns} for turns in compared]
        self.broken: dict[str, str] = {}

    @property
    def left(self) -> set[Turn]:
        """Those that have not broken."""
        return {turn for turns in self.compared for turn in turns}

    def round(self, chance: random.Random, *, kept: bool) -> None:
        """Each comparison once, in an order drawn anew, as its sides are. What breaks is out, with its figures."""
        for index in chance.sample(range(len(self.compared)), len(self.compared)):
            turns = self.compared[index]
            for turn in chance.sample(turns, len(turns)):
                if turn in turns and (cost := self._take(turn)) and kept:
                    self.costs[index][turn].append(cost)

    def _take(self, turn: Turn) -> Cost | None:
        place, lane = turn
        try:
            return self.stations.at(place).turn(lane)
        except StationFailed as error:
            self.say(f"{lane} is broken: {error}")
            self.broken[lane] = str(error)
            if error.is_gone:
                self.stations.give_up(place)
            for turns, costs in zip(self.compared, self.costs, strict=True):
                if turn in turns:
                    turns.remove(turn)
                    costs[turn].clear()
            return None


def run(
    measures: Sequence[Measure], growths: Sequence[Growth], stations: Stations, how: Plan, say: Callable[[str], None]
) -> Run:
    """Warm up, then so many rounds, or as many as the time allows (one at least)."""
    largest = how.largest
    compared = [[_turn(side, largest) for side in (one.ours, one.rival)] for one in measures]
    compared += [[_turn(side, largest) for side in one.sides(largest).values()] for one in growths]
    turns, chance, made = Turns(compared, stations, say), random.Random(how.seed), 0
    turns.round(chance, kept=False)
    say(f"warm: {len(turns.left)} lanes")
    took = 0.0
    while turns.left and made < how.rounds and (not made or monotonic() + took < how.until):
        begun = monotonic()
        turns.round(chance, kept=True)
        made, took = made + 1, monotonic() - begun
        say(f"round {made} of {how.rounds}")
    of_measures, of_growths = turns.costs[: len(measures)], turns.costs[len(measures) :]
    results = [
        found for one, costs in zip(measures, of_measures, strict=True) if (found := _result(one, costs, largest))
    ]
    curves = [curve(one, costs, largest) for one, costs in zip(growths, of_growths, strict=True)]
    return Run(results, curves, turns.broken, made)


def _turn(side: At, largest: int) -> Turn:
    return side.place(largest), side.lane


def _result(measure: Measure, costs: Mapping[Turn, Sequence[Cost]], largest: int) -> Result | None:
    ours, rival = costs[_turn(measure.ours, largest)], costs[_turn(measure.rival, largest)]
    if not ours or not rival:
        return None
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
        "stretches": result.keeps(measure.stretch),
        "lanes": [measure.ours.lane, measure.rival.lane],
        **sides,
    }  # fmt: skip
