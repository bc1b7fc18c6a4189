"""Small changes of meaning are planted one by one, and the tests of their room must notice each.

`make campaign NAME=mutants [PACKAGE=payments/ledger] [SAMPLE=40] [SEED=7]`: SAMPLE of all changes of that package (a
file, or a folder), drawn by the seed; 0 is all of them. Survivors are listed, in the report and in docs/mutants.md by
whoever looked at them. Nothing of it runs among the tests but that changes are found and still are Python.
"""

import ast
import os
import random
from pathlib import Path

import pytest

from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.planted.bed import Bed, Fault
from tests.campaigns.planted.mutating import covering_tests, mutations
from tests.campaigns.reporting import Progress, report
from tests.servers import ROOT

PACKAGE = os.environ.get("CAMPAIGN_PACKAGE") or "payments/ledger"
SAMPLE = length("SAMPLE", campaign=40, among_tests=0)
SEED = seed_of_this_run()


def files_of(package: str) -> list[Path]:
    """What is changed: services and rules, not the declarations of tables, doors and desks."""
    whole = ROOT / package
    found = sorted(whole.rglob("*.py")) if whole.is_dir() else [whole]
    return [path for path in found if not {"migrations", "admin", "api", "simulator"} & set(path.parts)]


def planted(fault: Fault) -> str:
    text = (ROOT / fault.path).read_text()
    return text[: fault.place[0]] + fault.new + text[fault.place[1] :]


def test_every_change_of_meaning_leaves_python_behind():
    path = ROOT / "payments/money.py"
    found = list(mutations(path, covering_tests(path)))
    assert found
    for fault in found:
        ast.parse(planted(fault))
        assert planted(fault) != path.read_text()


@pytest.mark.skipif(not IS_CAMPAIGN, reason="only as a campaign: it runs a room's tests for each change")
def test_every_change_of_meaning_is_noticed(django_db_setup):
    found = [fault for path in files_of(PACKAGE) for fault in mutations(path, covering_tests(path))]
    drawn = random.Random(SEED).sample(found, min(SAMPLE or len(found), len(found)))
    progress, survivors = Progress("mutants", len(drawn)), []
    with Bed() as bed:
        failed, said = bed.run(tuple({folder: None for fault in drawn for folder in fault.tests}))
        assert not failed, "the copy's tests fail without a change: " + said[-3_000:]
        for number, fault in enumerate(drawn, 1):
            if not bed.plant(fault).failed:
                survivors.append(fault.name)
                print(f"survived: {fault.name}", flush=True)
            progress.at(number, survivors=len(survivors))
    told = {"seed": SEED, "package": PACKAGE, "changes": len(found), "drawn": len(drawn), "survivors": survivors}
    report("mutants", told)
    assert survivors == []
