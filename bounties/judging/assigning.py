"""Who scores which entry: a pure function, so that whoever knows the seed can draw the same again.

Each entry gets as many different judges as it can have, up to the number asked for: no judge's load keeps an entry
from being covered. Then the loads are made as equal as the conflicts of interest let them be. Where chance decides, it
is a hash of the seed, never the order in which anyone came.
"""

from collections import Counter, deque
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

Pair = tuple[Any, Any]  # a judge and an entry
Path = list[Pair]  # each judge hands this entry to the next one


@dataclass(frozen=True, slots=True)
class Plan:
    """The pairs to be added, and how many judges each entry still lacks then; none lacks any if that is possible."""

    given: Sequence[Pair]
    lacking: Mapping[Any, int]


def assign(
    entries: Iterable[Hashable],
    judges: Iterable[Hashable],
    *,
    per_entry: Mapping[Any, int],
    barred: AbstractSet[Pair] = frozenset(),
    standing: Iterable[Pair] = (),
    seed: str = "",
) -> Plan:
    """Give each entry its number of judges beside those who have it already, whom nothing moves."""
    table = _Table(sorted(judges, key=lambda one: draw(seed, one)), barred, standing)
    for entry in sorted(entries, key=lambda one: (len(table.free_for(one)), draw(seed, one))):
        free = sorted(table.free_for(entry), key=lambda judge: (table.load[judge], draw(seed, judge, entry)))
        for judge in free[: max(0, per_entry[entry] - len(table.judges_of(entry)))]:
            table.give(judge, entry)
    while path := next(table.paths_to_less(), None):
        table.pass_along(path)
    missing = {entry: count - len(table.judges_of(entry)) for entry, count in per_entry.items()}
    return Plan(list(table.given()), {entry: count for entry, count in missing.items() if count > 0})


def draw(seed: str, *names: Any) -> bytes:
    """The lot of these names, which nobody can choose."""
    return sha256("|".join([seed, *map(str, names)]).encode()).digest()


class _Table:
    """Judges and entries while they are being matched."""

    def __init__(self, judges: Sequence[Any], barred: AbstractSet[Pair], standing: Iterable[Pair]) -> None:
        self.judges, self.barred = judges, barred
        self.load = Counter(dict.fromkeys(judges, 0))
        self._on: dict[Any, set[Any]] = {}
        self._given: dict[Any, dict[Any, None]] = {judge: {} for judge in judges}  # what may still move, in order
        for judge, entry in standing:
            self.judges_of(entry).add(judge)
            self.load[judge] += 1

    def judges_of(self, entry: Any) -> set[Any]:
        return self._on.setdefault(entry, set())

    def free_for(self, entry: Any) -> list[Any]:
        """Who has neither the entry nor a conflict with it."""
        return [one for one in self.judges if one not in self.judges_of(entry) and (one, entry) not in self.barred]

    def give(self, judge: Any, entry: Any) -> None:
        self.judges_of(entry).add(judge)
        self._given[judge][entry] = None
        self.load[judge] += 1

    def take(self, judge: Any, entry: Any) -> None:
        self.judges_of(entry).discard(judge)
        del self._given[judge][entry]
        self.load[judge] -= 1

    def given(self) -> Iterator[Pair]:
        return ((judge, entry) for judge, entries in self._given.items() for entry in entries)

    def paths_to_less(self) -> Iterator[Path]:
        """Ways to take work from someone and leave it with someone who has at least two entries less.

        Without such a path the loads are as equal as they can be (Harvey, Ladner, Lovász and Tamir: semi-matchings).
        """
        least = min((self.load[judge] for judge in self.judges), default=0)
        for judge in sorted(self.judges, key=lambda one: -self.load[one]):
            if self.load[judge] >= least + 2 and (path := self._path_from(judge)):
                yield path

    def _path_from(self, start: Any) -> Path | None:
        came: dict[Any, Pair] = {}
        waiting = deque([start])
        while waiting:
            judge = waiting.popleft()
            for entry in self._given[judge]:
                for other in self.free_for(entry):
                    if other in came or other == start:
                        continue
                    came[other] = (judge, entry)
                    if self.load[other] <= self.load[start] - 2:
                        return _traced(came, start, other)
                    waiting.append(other)
        return None

    def pass_along(self, path: Path) -> None:
        """The last of the path is the one who ends with more."""
        for (judge, entry), (heir, _) in pairwise(path):
            self.take(judge, entry)
            self.give(heir, entry)


def _traced(came: Mapping[Any, Pair], start: Any, end: Any) -> Path:
    path: Path = [(end, None)]
    while path[-1][0] != start:
        path.append(came[path[-1][0]])
    return path[::-1]
