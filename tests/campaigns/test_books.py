"""M1 to M6 after every step of any story of money.

A short slice runs with all tests, the same each time; `make campaign NAME=books [RUNS=500] [SEED=7]` plays more of it.
"""

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.campaigns.books import Books, Stage
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.reporting import report

RUNS = length("RUNS", campaign=500, among_tests=2)
STEPS = length("STEPS", campaign=50, among_tests=10)
SEED = seed_of_this_run() if IS_CAMPAIGN else 0


def test_the_books_hold_after_every_step(committed_db, simulator):
    Stage.simulator = simulator
    Stage.played.clear()
    phases = (Phase.generate, Phase.shrink) if IS_CAMPAIGN else (Phase.generate,)
    limits = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        derandomize=not IS_CAMPAIGN,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    machine = seed(SEED)(Books) if IS_CAMPAIGN else Books
    run_state_machine_as_test(machine, settings=limits)
    report("books", {"seed": SEED, "stories": RUNS, "steps_each": STEPS, "acts": dict(Stage.played), "breaches": 0})
