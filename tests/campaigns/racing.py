"""Races that are run so often, each in a world of its own, and what became of everyone who ran: `ROUNDS=20`."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from payments.reconciliation.proving import self_check
from tests.campaigns.options import length
from tests.campaigns.reporting import Progress, report

ROUNDS = length("ROUNDS", campaign=20, among_tests=1)
RIVALS = 50


class Races:
    """How often each race was run, and what those heard who ran."""

    def __init__(self, whole: int) -> None:
        self.running = ""
        self.run: Counter[str] = Counter()
        self.heard: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.progress = Progress("races", whole)

    def begin(self, name: str) -> None:
        self.running = name
        self.run[name] += 1
        self.progress.at(self.run.total(), now=name)

    def count(self, outcomes: Counter[str]) -> Counter[str]:
        self.heard[self.running] += outcomes
        return outcomes

    def figures(self) -> dict[str, object]:
        """A row per race: of so many who pressed at the same moments, what each heard."""
        heard = sum(self.heard.values(), Counter())
        return {
            "races": len(self.run),
            "rounds": self.run.total(),
            "rivals_each": RIVALS,
            "answers_of_5xx": sum(count for outcome, count in heard.items() if outcome.startswith("5")),
            **{name.removeprefix("test_"): dict(outcomes) for name, outcomes in sorted(self.heard.items())},
        }


@pytest.fixture(scope="session")
def races(request: pytest.FixtureRequest) -> Iterator[Races]:
    """Of the whole run, for all modules with races."""
    races = Races(request.session.testscollected)
    yield races
    report("races", races.figures())


@pytest.fixture(autouse=True)
def books_hold(committed_db: None, races: Races, request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever won: M1 to M3 hold afterwards."""
    races.begin(request.node.originalname)
    yield
    assert not [breach for finding in self_check() for breach in finding.breaches]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A campaign runs each race of a module that imports this many times."""
    if ROUNDS > 1:
        metafunc.fixturenames.append("number_of_round")
        metafunc.parametrize("number_of_round", range(ROUNDS))
