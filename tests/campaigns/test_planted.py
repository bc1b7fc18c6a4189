"""A lock removed, a constraint dropped, a rule skipped, a question per row, a leaked name: each is noticed and named.

Among the tests only that each can still be planted; `make campaign NAME=planted` plants them (a minute or two each).
"""

from tests.campaigns.options import IS_CAMPAIGN
from tests.campaigns.planted.bed import Bed
from tests.campaigns.planted.faults import faults
from tests.campaigns.reporting import Progress, report


def test_each_planted_fault_is_noticed_by_the_tests_that_name_it(django_db_setup):
    wanted = faults()
    if not IS_CAMPAIGN:
        assert len(wanted) == 5
        return
    progress, outcomes = Progress("planted", len(wanted)), []
    with Bed() as bed:
        for number, fault in enumerate(wanted, 1):
            outcomes.append(bed.plant(fault))
            progress.at(number, noticed=sum(one.is_noticed for one in outcomes))
    report("planted", {one.fault.name: "noticed" if one.is_noticed else "not noticed" for one in outcomes})
    unnoticed = [f"{one.fault.name}: {one.said[-2_000:]}" for one in outcomes if not one.is_noticed]
    assert unnoticed == [], "\n\n".join(unnoticed)
