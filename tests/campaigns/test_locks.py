"""Each lock of the house is taken away in turn, and the race tests of its room must notice.

`make campaign NAME=locks [PACKAGE=payments/payouts] [SAMPLE=0]`: of PACKAGE, SAMPLE of them (0: all).
Among the tests only that every lock is found.
"""

import os
import random

import pytest

from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.planted.locks import FLOORS, LOCK, sites
from tests.campaigns.planted.trying import tried
from tests.campaigns.reporting import Progress, report
from tests.servers import ROOT

PACKAGE = os.environ.get("CAMPAIGN_PACKAGE") or ""
SAMPLE = length("SAMPLE", campaign=0, among_tests=0)
SEED = seed_of_this_run()


def test_every_lock_of_the_house_is_found():
    files = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts]
    assert sum(path.read_text().count(f".{LOCK}(") for path in files) == len(list(sites()))


def test_a_lock_lets_in_what_refers_to_the_locked_row():
    """A plain FOR UPDATE waits for each open insert with a foreign key to the row, and keeps new ones waiting."""
    strict = [site.path for site in sites() if "no_key=True" not in site.old]
    assert strict == ["bounties/departures/erasing.py"]  # nothing new may refer to who is being erased


@pytest.mark.skipif(not IS_CAMPAIGN, reason="only as a campaign: it runs a room's race tests for each lock")
def test_every_lock_that_is_taken_away_is_missed(django_db_setup):
    found = [site for site in sites() if site.name.startswith(PACKAGE)]
    drawn = random.Random(SEED).sample(found, min(SAMPLE or len(found), len(found)))
    progress, survivors = Progress("locks", len(drawn)), []
    for number, trial in enumerate(tried(drawn), 1):
        if not trial.noticed:
            survivors.append(trial.name)
            print(f"not missed: {trial.name}", flush=True)
        progress.at(number, survivors=len(survivors))
    missed = len(drawn) - len(survivors)
    report("locks", {"seed": SEED, "locks": len(found), "drawn": len(drawn), "missed": missed, "survivors": survivors})
    assert survivors == []
