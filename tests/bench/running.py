"""One run: every lane takes its turn in each round, in an order that is drawn anew, so that all meet the same noise."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from time import monotonic
from typing import Any

from tests.bench.costs import Cost, Spread, spread
from tests.bench.growing import Curve, Growth, curve
from tests.bench.measures import Measure
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
    """Every lane in its place, with what its turns cost so far."""

    def __init__(self, turns: set[Turn], stations: Stations, say: Callable[[str], None]) -> None:
        self.stations, self.say = stations, say
        self.turns = sorted(turns, key=repr)
        self.costs: dict[Turn, list[Cost]] = {turn: [] for turn in self.turns}
        self.broken: dict[str, str] = {}

    def round(self, chance: random.Random, *, kept: bool) -> None:
        """Each once, in an order drawn anew. A lane that breaks is out, and so are its figures."""
        chance.shuffle(self.turns)
        for place, lane in list(self.turns):
            try:
                cost = self.stations.at(place).turn(lane)
            except StationFailed as error:
                self._break((place, lane), error)
            else:
                if kept:
                    self.costs[place, lane].append(cost)

    def _break(self, turn: Turn, error: StationFailed) -> None:
        place, lane = turn
        self.say(f"{lane} is broken: {error}")
        self.broken[lane] = str(error)
        if error.is_gone:
            self.stations.give_up(place)
        self.turns.remove(turn)
        self.costs[turn].clear()


def run(
    measures: Sequence[Measure], growths: Sequence[Growth], stations: Stations, how: Plan, say: Callable[[str], None]
) -> Run:
    """Warm up, then so many rounds, or as many as the time allows (one at least)."""
    largest = how.largest
    sides = [side for measure in measures for side in (measure.ours, measure.rival)]
    sides += [side for growth in growths for side in growth.sides(largest).values()]
    lanes = {(side.place(largest), side.lane) for side in sides}
    turns, chance, made = Turns(lanes, stations, say), random.Random(how.seed), 0
    turns.round(chance, kept=False)
    say(f"warm: {len(turns.turns)} lanes")
    took = 0.0
    while turns.turns and made < how.rounds and (not made or monotonic() + took < how.until):
        begun = monotonic()
        turns.round(chance, kept=True)
        made, took = made + 1, monotonic() - begun
        say(f"round {made} of {how.rounds}")
    results = [found for measure in measures if (found := _result(measure, turns.costs, largest))]
    return Run(results, [curve(growth, turns.costs, largest) for growth in growths], turns.broken, made)


def _result(measure: Measure, costs: Mapping[Turn, Sequence[Cost]], largest: int) -> Result | None:
    ours = costs[measure.ours.place(largest), measure.ours.lane]
    rival = costs[measure.rival.place(largest), measure.rival.lane]
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
