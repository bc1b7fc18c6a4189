"""A backup taken while money leaves is restored: whoever was paid since is not paid again, and nobody is forgotten.

A slice runs with all tests; `make campaign NAME=restore [ROUNDS=50] [SEED=7]` is the same with more of it.
"""

import random
from collections import Counter

from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.reporting import Progress, report
from tests.campaigns.restoring import Restoring

ROUNDS = length("ROUNDS", campaign=50, among_tests=1)
AWARDS = 24 if IS_CAMPAIGN else 8
SEED = seed_of_this_run()


def test_after_a_restore_everybody_is_paid_once(committed_db, simulator, funded, solver, finance):
    print(f"seed {SEED}")
    luck, progress, found = random.Random(SEED), Progress("restore", ROUNDS), Counter()
    solvers, fay = [solver(name) for name in ("ann", "ben", "cat")], finance("fay")
    for number in range(ROUNDS):
        funded(f"R{number}", 10_000)
        found.update(Restoring(simulator, solvers, fay, luck, number).play(AWARDS))
        progress.at(number + 1, twice=found["twice"], never=found["never"])
    names = ("rounds", "wanted", "left_before", "forgotten", "retried", "twice", "never", "unmatched", "breaches")
    report("restore", {"seed": SEED, **{name: found[name] for name in names}})
    assert {name: found[name] for name in ("twice", "never", "unmatched", "breaches")} == dict.fromkeys(
        ("twice", "never", "unmatched", "breaches"), 0
    )
