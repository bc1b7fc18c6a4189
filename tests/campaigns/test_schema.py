"""No request whatever makes the API fail, or answer what its schema doesn't say.

A slice runs with all tests; `make campaign NAME=schema [CASES=10000] [WALKS=2000] [SEED=7] [PARTS=2]` asks at least so
often as each person, then tells so many stories of requests, each of which leads to the next; in so many processes, of
which each has its share of the operations and stories.
"""

import random
from typing import Any

from schemathesis import GenerationMode

from tests.authorisation_table import PEOPLE
from tests.bounties.world import build_world
from tests.campaigns import probing, walking
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.parting import IS_PART, PART, PARTS, in_parts
from tests.campaigns.reporting import Progress, report

CASES = length("CASES", campaign=10_000, among_tests=0)
WALKS, STEPS = length("WALKS", campaign=2_000, among_tests=3), 12
SEED = seed_of_this_run() if IS_CAMPAIGN else 0
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
AMONG_TESTS = slice(PART, None, PARTS) if IS_CAMPAIGN else slice(0, None, 8)  # of the operations
IN_A_ROUND = 12  # at most, of each operation and mode: then all of them once more, with other luck


def test_no_request_makes_the_api_fail_or_break_its_schema(db, simulator, settings):
    if PARTS > 1 and not IS_PART:
        figures, failed = in_parts("schema", "tests/campaigns/test_schema.py")
        report("schema", figures | {"seed": SEED})
        assert not failed, failed
        return
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, 1_000_000_000)
    prober = probing.Prober(build_world())
    schema = probing.load()
    everything = list(probing.bound(schema, prober.world))
    bound = everything[AMONG_TESTS]
    with prober:
        if IS_CAMPAIGN:
            ask_as_everyone(prober, bound)
        else:
            ask_once(prober, bound)
        cases = dict(prober.asked)
        luck = random.Random(SEED * 1_000 + PART)
        walker = tell_stories(walking.Walker(prober, everything, walking.links_of(schema), luck))
    answers = {str(status): count for status, count in prober.answers.items()}
    found = {"fives": dict(prober.failed), "breaks": dict(prober.broken)} | dict(prober.faults)
    stories = {"stories": -(-WALKS // PARTS), "along links": walker.followed, "granted there": walker.led_on}
    report("schema", {"seed": SEED, "operations": len(bound), "cases": cases, "answers": answers} | stories | found)
    assert not prober.faults, "\n\n".join(f"{label}\n{told}" for label, told in prober.examples.items())


def ask_as_everyone(prober: probing.Prober, bound: list[Any]) -> None:
    """Round by round through all operations, until each person has asked often enough."""
    enough, luck = -(-CASES // PARTS), random.Random(SEED * PARTS + PART)
    count = min(IN_A_ROUND, -(-enough // len(bound) // len(MODES)))
    progress = Progress(f"schema, part {PART + 1} of {PARTS}", enough)
    while prober.asked[PEOPLE[0]] < enough:
        for operation, ids, _ in bound:
            for mode in MODES:
                for case in probing.drawn(operation, mode, ids, luck=luck.getrandbits(32), count=count):
                    for person in PEOPLE:
                        prober.probe(case, person)
            progress.at(prober.asked[PEOPLE[0]], faults=len(prober.faults))


def ask_once(prober: probing.Prober, bound: list[Any]) -> None:
    """Each operation rightly and wrongly, as one of those who are let in: whoever is comes further."""
    luck = random.Random(SEED)
    for operation, ids, let_in in bound:
        for mode in MODES:
            for case in probing.drawn(operation, mode, ids, luck=luck.getrandbits(32), count=1):
                prober.probe(case, luck.choice(let_in))


def tell_stories(walker: walking.Walker) -> walking.Walker:
    """This process's share of them."""
    count = -(-WALKS // PARTS)
    progress = Progress(f"schema's stories, part {PART + 1} of {PARTS}", count)
    for number in range(1, count + 1):
        walker.walk(STEPS)
        progress.at(number, along_links=walker.followed, faults=len(walker.prober.faults))
    return walker
