"""An entry is disqualified when the votes are cast and not counted yet: what spoke for it is lost, the rest counts."""

import pytest

from bounties.awards import bundling, disqualifying, laddering
from bounties.awards.models import Award, ResultBundle
from bounties.ballots.models import Tally
from bounties.entries import disqualifying as charging
from bounties.entries.models import DisqualificationStatus
from bounties.judging.verify import findings
from tests.bounties.awards.conftest import pass_due
from tests.bounties.ballots.conftest import audited, tallied, vote, vote_stage
from tests.bounties.conftest import make_staff
from tests.bounties.staging import Stage, hold_purse

pytestmark = pytest.mark.django_db


def rule_out(stage: Stage, number: int) -> None:
    """A charge against this entry is answered and upheld."""
    entry = stage.entries[number]
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=make_staff("moderator"))
    charging.answer(charge_id=charge.pk, text="Not so.", by=entry.entrant)
    disqualifying.decide(
        charge_id=charge.pk, outcome=DisqualificationStatus.UPHELD, verdict="It is.", by=make_staff("arbiter")
    )


BALLOTS = {
    "plurality": ({"e0": 1}, {"e0": 1}, {"e0": 1}, {"e1": 1}, {"e2": 1}, {"e2": 1}),
    "score": ({"e0": 5, "e1": 1}, {"e0": 5, "e2": 4}, {"e1": 2}),
    "ranked": ({"e0": 1, "e2": 2}, {"e0": 1, "e2": 2}, {"e1": 1}),
}


@pytest.mark.parametrize("kind", BALLOTS)
def test_the_others_are_placed_by_what_spoke_for_them_and_anyone_recounts_it(kind):
    stage = hold_purse(vote_stage(ballot={"kind": kind}))
    for marks in BALLOTS[kind]:
        vote(stage, **marks)
    audited(stage)
    rule_out(stage, 0)
    tallied(stage)
    second, third = (str(stage.entries[number].pk) for number in (1, 2))
    assert [row["entry"] for row in Tally.objects.get().placings] == [third, second]
    pass_due(stage)
    laddering.climb_due()
    awarded = Award.objects.filter(challenge=stage.challenge).order_by("rank").values_list("entry_id", flat=True)
    assert [str(entry) for entry in awarded] == [third, second]
    found = bundling.sign(challenge_id=stage.challenge.pk, edition=ResultBundle.Edition.DECIDED)
    assert [one.name for one in findings(bundling.envelope_of(found)) if not one.holds] == []


def test_where_all_are_out_nothing_fails_and_nobody_has_a_place():
    stage = hold_purse(vote_stage())
    vote(stage, e0=1)
    audited(stage)
    for number in range(3):
        rule_out(stage, number)
    tallied(stage)
    assert Tally.objects.get().placings == []
    pass_due(stage)
    laddering.climb_due()
    assert (Award.objects.count(), stage.reload().status) == (0, "no_award")
