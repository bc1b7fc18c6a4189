"""M1 to M6 after every step of any story of challenges and their money, and what each person may expect of them.

A short slice runs with all tests, the same each time; `make campaign NAME=books [RUNS=5000] [SEED=7] [JOBS=2]` plays
more of it, in so many processes; SHRINK=1 looks for the shortest story that fails.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.campaigns.books.lives import LifeRules
from tests.campaigns.books.money import MoneyRules
from tests.campaigns.books.story import Run
from tests.campaigns.books.world import World
from tests.campaigns.options import IS_CAMPAIGN, job, length, seed_of_this_run
from tests.campaigns.reporting import Progress, report
from workers.registry import handlers

RUNS = length("RUNS", campaign=500, among_tests=2)
STEPS = length("STEPS", campaign=50, among_tests=10)
SHRINKS = bool(length("SHRINK", campaign=0, among_tests=0))  # it plays a failed story a hundred times
JOB, JOBS = job()
SEED = seed_of_this_run() if IS_CAMPAIGN else 0
TELL_PEOPLE = ("notifications.", "community.", "service_levels.")


class Books(MoneyRules, LifeRules):
    """The rules of both."""


@pytest.fixture(autouse=True)
def money_floor_alone():
    """Here all floors play, but those who only tell people: no money hangs on them, and half of the time would."""
    everyone = dict(handlers)
    for name in everyone:
        if name.startswith(TELL_PEOPLE):
            del handlers[name]
    yield
    handlers.clear()
    handlers.update(everyone)


def test_the_books_hold_after_every_step(committed_db, simulator):
    runs = RUNS // JOBS + (JOB < RUNS % JOBS)
    print(f"seed {SEED}, job {JOB + 1} of {JOBS}: {runs} stories of {STEPS} steps")
    Run.world, Run.steps, Run.told, Run.played = World(simulator), STEPS, 0, Counter()
    Run.progress = Progress("books", runs)
    limits = settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=not IS_CAMPAIGN,
        phases=(Phase.generate, Phase.shrink) if SHRINKS else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    machine = seed(SEED * 1_000 + JOB)(Books) if IS_CAMPAIGN else Books
    run_state_machine_as_test(machine, settings=limits)
    figures = {"seed": SEED, "stories": Run.told, "steps_each": STEPS, "acts": dict(Run.played), "breaches": 0}
    report("books", figures | ({"job": f"{JOB + 1} of {JOBS}"} if JOBS > 1 else {}))
