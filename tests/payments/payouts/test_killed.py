"""M4 and M5 under kill -9: workers die around the call to Stripe, which itself answers badly, and all are paid once.

The short slice runs with all tests; the campaign is the same with more of it, and the seed that it printed repeats it:
KILLS=1000 AWARDS=900 KILL_SEED=7 python -m pytest tests/payments/payouts/test_killed.py -s
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from payments.ledger.accounts import Kind, total
from payments.models import Payout, TransferAttempt
from tests.clock import move_clock
from tests.payments.payouts.conftest import assert_one_to_one, transfers_at_stripe
from tests.workers.crew import ROOT, Crew, wait_until

KILLS = int(os.environ.get("KILLS", "20"))
AWARDS = int(os.environ.get("AWARDS", "20"))
SEED = int(os.environ.get("KILL_SEED") or random.randrange(1_000_000))
WORKERS = 3
ANSWERS = [
    "drop_after",
    "drop_after",
    "drop_before",
    "error_500_after",
    "error_500_before",
    "rate_limit",
    "conflict",
    "slow",
]


class Nursery:
    """Workers by the dozen; see nursery.py."""

    def __init__(self, crew: Crew, stripe: str) -> None:
        environment = crew.environment | {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "LAUREL_EXTRA_HANDLERS": "",
            "STRIPE_API_BASE": stripe,
            "STRIPE_TIMEOUT_SECONDS": "2",
            "STRIPE_LOOK_AGAIN_SECONDS": "0.3",
        }
        self.log = (crew.folder / "workers.log").open("w")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.payments.payouts.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )
        self.workers = [self.breed() for _ in range(WORKERS)]

    def breed(self) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write("one\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def kill_one(self, luck: random.Random) -> None:
        place = luck.randrange(WORKERS)
        os.kill(self.workers[place], signal.SIGKILL)
        self.workers[place] = self.breed()

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.log.close()


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


def let_leases_lapse() -> None:
    """As if ten seconds had passed: deliveries of the dead are free, and those of the living get rivals."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE workers_delivery SET leased_until = now() WHERE lease_token IS NOT NULL")


def nothing_is_under_way() -> bool:
    """Let what waits happen at once, and look."""
    let_leases_lapse()
    move_clock(seconds=400)
    time.sleep(0.5)
    return not Payout.objects.exclude(status__in=["transferred", "needs_review"]).exists()


def test_workers_die_around_the_call_and_everybody_is_paid_once(simulator, funded, solver, award, crew, nursery):
    print(f"seed {SEED}: {AWARDS} awards, {KILLS} kills")
    luck = random.Random(SEED)
    solvers = [solver(f"solver{number}") for number in range(5)]
    funded("R", 1_000 * AWARDS)
    crew.start("relay")
    unawarded = AWARDS
    for number in range(KILLS):
        while unawarded * KILLS > AWARDS * (KILLS - number - 1):
            award(1_000, luck.choice(solvers))
            unawarded -= 1
        simulator.control.fault("POST /v1/transfers", luck.choice(ANSWERS), times=1, seconds=luck.uniform(0, 0.5))
        time.sleep(luck.uniform(0.02, 0.25))
        nursery.kill_one(luck)
        if luck.random() < 0.3:
            let_leases_lapse()
    simulator.control.forget_faults()
    wait_until(nothing_is_under_way, seconds=60 + KILLS / 2)
    # Three 500s in a row on one award stop it for a person, as they must; nothing of it may have left.
    stopped = Payout.objects.filter(status="needs_review").count()
    print(Counter(TransferAttempt.objects.values_list("outcome", flat=True)), f"{stopped} for a person")
    assert len(transfers_at_stripe(simulator)) == AWARDS - stopped
    assert_one_to_one(simulator)
    assert total(Kind.PAYABLE, "usd").amount == 1_000 * stopped
    assert stopped <= AWARDS / 20
