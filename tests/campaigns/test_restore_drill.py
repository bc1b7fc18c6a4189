"""PostgreSQL's own base backup and log, taken while money leaves, restored to a moment word by word as the docs say.

Once with all tests; `make campaign NAME=restore [DRILLS=5] [ROUNDS=50] [SEED=7]` loses the machine so often.
"""

import random
from collections import Counter

import pytest

from tests.campaigns.drilling import ARCHIVE, Drill, Machine
from tests.campaigns.durable import lived_in, migrated
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.reporting import Progress, report

pytestmark = pytest.mark.durable
DRILLS = length("DRILLS", campaign=5, among_tests=1)
AWARDS = 24 if IS_CAMPAIGN else 6
SEED = seed_of_this_run()


@pytest.fixture
def machine(committed_db):
    with migrated(ARCHIVE) as primary, lived_in(primary.url()):
        yield Machine(primary)


@pytest.mark.parametrize("number", range(DRILLS))
def test_the_database_goes_back_to_a_moment_and_everybody_is_paid_once(
    machine, simulator, funded, solver, finance, number
):
    luck, progress = random.Random(SEED * 1_000 + number), Progress("restore drill", 1)
    solvers, fay = [solver(name) for name in ("ann", "ben", "cat")], finance("fay")
    funded(f"R{number}", 10_000)
    found = Drill(simulator, solvers, fay, luck, number, Counter(), machine).play(AWARDS)
    progress.at(1, twice=found["twice"], never=found["never"])
    names = ("wanted", "left_before", "forgotten", "retried", "twice", "never", "unmatched", "breaches")
    report("restore", {"drill_with_postgresqls_log": number + 1, "seed": SEED, **{name: found[name] for name in names}})
    assert [found[name] for name in ("twice", "never", "unmatched", "breaches")] == [0, 0, 0, 0]
