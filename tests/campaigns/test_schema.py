"""No request whatever makes the API fail, or answer what its schema doesn't say.

A slice runs with all tests; `make campaign NAME=schema [CASES=10000] [SEED=7]` asks at least so often as each person.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as limits
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from tests.authorisation_table import PEOPLE
from tests.bounties.world import build_world
from tests.campaigns import probing
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.reporting import Progress, report

CASES = length("CASES", campaign=10_000, among_tests=0)
SEED = seed_of_this_run() if IS_CAMPAIGN else 0
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
AMONG_TESTS = slice(None) if IS_CAMPAIGN else slice(0, None, 8)  # of the operations


def test_no_request_makes_the_api_fail_or_break_its_schema(db, simulator, settings):
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, 1_000_000_000)
    prober = probing.Prober(build_world())
    bound = list(probing.bound(probing.load(), prober.world))[AMONG_TESTS]
    each, progress = max(1, -(-CASES // len(bound) // len(MODES))), Progress("schema", len(bound))
    with prober:
        for number, (operation, ids, let_in) in enumerate(bound, 1):
            # Whoever is let in comes further, so they ask twice as often; a slice has no time for the others.
            people = [*PEOPLE, *let_in] if IS_CAMPAIGN else let_in
            for mode in MODES:
                ask(prober, operation.as_strategy(generation_mode=mode), (ids, people, each * len(people)))
            progress.at(number, faults=len(prober.faults))
    answers = {str(status): count for status, count in prober.answers.items()}
    faults = dict(prober.faults)
    report("schema", {"seed": SEED, "operations": len(bound), "cases": dict(prober.asked), "answers": answers} | faults)
    assert not prober.faults, "\n\n".join(f"{label}\n{told}" for label, told in prober.examples.items())


def ask(prober: probing.Prober, cases: st.SearchStrategy[Any], terms: tuple[list[Any], Sequence[str], int]) -> None:
    """So many requests of this kind, two in three of them about an object that exists."""
    ids, people, count = terms

    @seed(SEED)
    @limits(
        max_examples=count if IS_CAMPAIGN else 1,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases, st.sampled_from(people), st.sampled_from([*ids, *ids, None]) if ids else st.none())
    def play(case: Any, person: str, known: dict[str, str] | None) -> None:
        prober.probe(case, person, known)

    with suppress(Unsatisfiable):  # what takes nothing from outside can't be asked wrongly
        play()
