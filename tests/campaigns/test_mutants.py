"""Small changes of meaning are planted one by one, and the tests of their room must notice each.

`make campaign NAME=mutants [PACKAGE=payments/ledger] [SAMPLE=40] [SEED=7]`: SAMPLE of all changes of that package (a
file or a folder, or some by commas), drawn by the seed; 0 is all of them. TESTS=… asks these tests (by commas) in
place of the room's; SECONDS=8 asks of those that run through a change the quickest, which take so long together, so
that some survive which the others would notice; SIGHT=a folder, in which is kept who runs through what, and found by
the next run of the same tests; FROM=900 goes on where a run of the same code broke off. Survivors are listed, in the
report and in docs/mutants.md by whoever looked at them. Nothing of it runs among the tests but that changes are found,
still are Python, and reach the functions of a process that has loaded them.
"""

import ast
import gc
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from payments.money import Money
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.planted.bed import planted
from tests.campaigns.planted.changing import change
from tests.campaigns.planted.mutating import covering_tests, mutations
from tests.campaigns.planted.trying import tried
from tests.campaigns.reporting import Progress, report
from tests.servers import ROOT

PACKAGE = os.environ.get("CAMPAIGN_PACKAGE") or "payments/ledger"
TESTS = tuple(filter(None, os.environ.get("CAMPAIGN_TESTS", "").split(",")))
SAMPLE = length("SAMPLE", campaign=40, among_tests=0)
FROM = length("FROM", campaign=0, among_tests=0)
SEED = seed_of_this_run()


def files_of(packages: str) -> list[Path]:
    """What is changed: services and rules, not the declarations of tables, doors and desks."""
    wholes = [ROOT / package for package in packages.split(",")]
    found = [path for whole in wholes for path in (sorted(whole.rglob("*.py")) if whole.is_dir() else [whole])]
    return [path for path in found if not {"migrations", "admin", "api", "simulator"} & set(path.parts)]


def test_every_change_of_meaning_leaves_python_behind():
    drawn = random.Random(SEED).sample(files_of("payments,workers,bounties/judging"), 30)
    found = [fault for path in drawn for fault in mutations(path, ())]
    assert found
    for fault in found:
        ast.parse(planted(fault))
        assert planted(fault) != (ROOT / fault.path).read_text()


def test_brackets_stay_around_what_is_turned():
    found = [planted(one) for one in mutations(ROOT / "workers/lanes.py", ()) if (one.old, one.new) == ("*", "//")]
    assert any("threads // (1 if" in text for text in found)


def test_a_change_reaches_the_function_that_is_loaded():
    five = Money(5, "usd")
    turned = next(one for one in mutations(ROOT / "payments/money.py", ()) if one.new == "<=")
    assert "self.amount <= self._amount_of(other)" in planted(turned)
    gc.unfreeze()
    try:
        change(turned)
        assert five < Money(5, "usd")
    finally:
        change(replace(turned, new=turned.old))
        gc.freeze()
    assert not five < Money(5, "usd")


@pytest.mark.skipif(not IS_CAMPAIGN, reason="only as a campaign: it runs a room's tests for each change")
def test_every_change_of_meaning_is_noticed(django_db_setup):
    found = [fault for path in files_of(PACKAGE) for fault in mutations(path, TESTS or covering_tests(path))]
    drawn = random.Random(SEED).sample(found, min(SAMPLE or len(found), len(found)))[FROM:]
    progress, survivors = Progress("mutants", len(drawn)), []
    for number, trial in enumerate(tried(drawn), 1):
        if not trial.noticed:
            survivors.append(trial.name)
            print(f"survived: {trial.name}", flush=True)
        progress.at(number, survivors=len(survivors))
    told = {"seed": SEED, "package": PACKAGE, "changes": len(found), "drawn": len(drawn), "survivors": survivors}
    report("mutants", told)
    assert survivors == []
