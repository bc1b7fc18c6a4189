"""M1 to M6 after every step of any story of money.

A short slice runs with all tests, the same each time; `make campaign NAME=books [RUNS=500] [SEED=7]` plays more of it.
"""

import os
import random

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.campaigns.books import Books, Stage
from tests.campaigns.reporting import report

IS_CAMPAIGN = bool(os.environ.get("CAMPAIGN_REPORT"))
RUNS = int(os.environ.get("CAMPAIGN_RUNS") or 2) if IS_CAMPAIGN else 2
STEPS = 50 if IS_CAMPAIGN else 10
SEED = int(os.environ.get("CAMPAIGN_SEED") or random.randrange(1_000_000)) if IS_CAMPAIGN else 0


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
