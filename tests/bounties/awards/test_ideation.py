"""An ideation contest: many small awards, with a rubric and its panel, or without one by the sponsor alone."""

import pytest

from bounties.awards.errors import PlacesLeftOut
from bounties.awards.models import Award, Decision
from bounties.judging.errors import NoQuorum
from tests.bounties.awards.conftest import decide
from tests.bounties.awards.test_laddering import climb_to_the_end
from tests.bounties.staging import hold_purse, judging_stage

POOL = ((1, 10_000, 3),)


def ideas(*, criteria=(), **more):
    """Three ideas, three awards of 100.00."""
    terms = {"format": "ideation", "prizes": POOL, "criteria": criteria, "judges": 0} | more
    return hold_purse(judging_stage(**terms))


def test_without_a_rubric_the_sponsor_decides_alone(db):
    stage = ideas()
    decide(stage, [(0, 1), (1, 1), (2, 1)])
    assert Decision.objects.get(challenge=stage.challenge).rule == "sponsor"
    assert [award.amount for award in Award.objects.filter(challenge=stage.challenge)] == [10_000] * 3


def test_the_guaranteed_pool_is_awarded_whole(db):
    with pytest.raises(PlacesLeftOut):
        decide(ideas(), [(0, 1)])


def test_with_a_rubric_its_panel_comes_first(db):
    stage = hold_purse(judging_stage(format="ideation", prizes=POOL))
    with pytest.raises(NoQuorum):
        decide(stage, [(0, 1), (1, 1), (2, 1)])


def test_if_nobody_decides_the_pool_is_split_among_all(db):
    stage = ideas(entries=2)
    assert climb_to_the_end(stage).rule == "split_among_qualified"
    assert [award.amount for award in Award.objects.filter(challenge=stage.challenge)] == [15_000, 15_000]
