"""M4 and M5 under kill -9 around the call to Stripe, which answers badly: all is paid, refunded and taken back once.

So are the requests of people who ask for a payment page or an account at Stripe: each gets one.

A short slice runs with all tests; `make campaign NAME=payouts [SEED=7] [KILLS=1000]` is the same with more of it.
"""

from itertools import cycle
from math import ceil
from pathlib import Path
from uuid import uuid4

import pytest

from tests.campaigns.killing import REFUND, Killing, Nursery
from tests.campaigns.options import length, seed_of_this_run
from tests.campaigns.reporting import report
from tests.campaigns.visiting import Visits
from tests.payments.payouts.conftest import assert_one_to_one
from tests.workers.crew import Crew

KILLS = length("KILLS", campaign=1_000, among_tests=10)
AWARDS = length("AWARDS", campaign=KILLS, among_tests=KILLS)
PURSES = min(20, AWARDS)  # one that gets something back pays of Stripe's balance from then on; so both ways are gone
SEED = seed_of_this_run()


@pytest.fixture
def crew(committed_db: None, tmp_path: Path):
    crew = Crew(tmp_path)
    yield crew
    crew.dismiss()


@pytest.fixture
def nursery(crew, simulator):
    nursery = Nursery(crew, simulator.api)
    yield nursery
    nursery.close()


@pytest.fixture
def killing(simulator, crew, nursery, payer, finance):
    return Killing(
        simulator, crew, nursery, Visits(payer, (finance("fay"), finance("gus"))), SEED, KILLS, AWARDS, str(uuid4())
    )


def test_workers_die_around_the_call_and_everybody_is_paid_once(simulator, funded, solver, award, killing):
    print(f"seed {SEED}")
    solvers = [solver(f"solver{number}") for number in range(5)]
    prizes = [str(uuid4()) for _ in range(PURSES)]
    for prize in prizes:
        funded(prize, 1_000 * ceil(AWARDS / PURSES))
    funded(killing.given_back, REFUND * KILLS)
    simulator.control.settle_everything()  # else what is paid of the balance waits until the killing is over
    purses = cycle(prizes)
    killing.run(lambda luck: award(1_000, luck.choice(solvers), reference=next(purses), name=str(uuid4())))
    figures = killing.figures()
    report("payouts", figures)
    assert [figures[name] for name in ("lost", "doubled", "unmatched", "self_check")] == [0, 0, [], []]
    ends = [f"{what}_{how}" for what in ("pages", "accounts", "reversals") for how in ("lost", "doubled")]
    assert {name: figures[name] for name in ends} == dict.fromkeys(ends, 0)
    assert_one_to_one(simulator)
    # Three 500s in a row on one award stop it for a person, as they must; nothing of it may have left.
    assert figures["still_owed"] == 1_000 * figures["for_a_person"]
    assert figures["for_a_person"] <= max(1, AWARDS / 20)
