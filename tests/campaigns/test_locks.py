"""Each lock of the house is taken away in turn, and the race tests of its room must notice.

`make campaign NAME=locks [PACKAGE=payments/payouts] [SAMPLE=0]`: of PACKAGE, SAMPLE of them (0: all).
Among the tests only that every lock is found.
"""

import os
import random

import pytest

from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.planted.bed import Bed
from tests.campaigns.planted.locks import FLOORS, LOCK, sites
from tests.campaigns.reporting import Progress, report
from tests.servers import ROOT

PACKAGE = os.environ.get("CAMPAIGN_PACKAGE") or ""
SAMPLE = length("SAMPLE", campaign=0, among_tests=0)
SEED = seed_of_this_run()


def test_every_lock_of_the_house_is_found():
    files = [path for floor in FLOORS for path in (ROOT / floor).rglob("*.py") if "migrations" not in path.parts]
    assert sum(path.read_text().count(f".{LOCK}(") for path in files) == len(list(sites()))


@pytest.mark.skipif(not IS_CAMPAIGN, reason="only as a campaign: it runs a room's race tests for each lock")
def test_every_lock_that_is_taken_away_is_missed(django_db_setup):
    found = [site for site in sites() if site.name.startswith(PACKAGE)]
    drawn = random.Random(SEED).sample(found, min(SAMPLE or len(found), len(found)))
    progress, missed, survivors = Progress("locks", len(drawn)), 0, [site.name for site in drawn if not site.tests]
    with Bed() as bed:
        for number, site in enumerate(drawn, 1):
            if site.tests and not bed.plant(site).failed:
                survivors.append(site.name)
                print(f"not missed: {site.name}", flush=True)
            missed = number - len(survivors)
            progress.at(number, survivors=len(survivors))
    report("locks", {"seed": SEED, "locks": len(found), "drawn": len(drawn), "missed": missed, "survivors": survivors})
    assert survivors == []
