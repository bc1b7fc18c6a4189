"""How a public vote ends: by the tally, by a jury among its first, or in equal parts if too few voted."""

import pytest

from bounties.awards import accepting, hearing, laddering
from bounties.awards.models import Award, Decision
from bounties.ballots.errors import NotTallied
from bounties.ballots.models import Tally
from bounties.entries import withdrawing
from bounties.errors import InvalidInput, NotAllowed
from tests.bounties.awards.conftest import award_of, decide, give_verdict, pass_due, pass_window, statuses
from tests.bounties.awards.test_contesting import contest, put_out
from tests.bounties.ballots.conftest import audited, tallied, vote, vote_stage, votes
from tests.bounties.staging import hold_purse
from tests.deliveries import deliver_all
from workers.models import Event


def end(stage):
    pass_due(stage)
    laddering.climb_due()
    stage.reload()
    return Decision.objects.get(challenge=stage.challenge)


def test_the_tally_decides_by_the_clock(db):
    stage = hold_purse(vote_stage())
    votes(stage, 1, 3, 2)
    decision = end(stage)
    assert (decision.rule, decision.decided_by) == ("tally", None)
    assert statuses(stage) == [(1, 1, "provisional"), (2, 2, "provisional")]


def test_the_hours_come_by_themselves(db):
    stage = hold_purse(vote_stage())
    votes(stage, 1)
    for move_on in (audited, tallied):
        deliver_all()
        move_on(stage)
    deliver_all()
    laddering.climb_due()
    names = ["ballot.opened", "ballot.ended", "ballot.tallied", "challenge.decided"]
    found = Event.objects.filter(root=str(stage.challenge.pk), name__in=names).order_by("at", "id")
    assert list(found.values_list("name", flat=True)) == names


def test_the_sponsor_has_no_say_without_a_jury(db):
    stage = vote_stage()
    votes(stage, 1)
    with pytest.raises(NotAllowed):
        decide(stage, [(0, 1), (1, 2)])


def test_with_fewer_ballots_than_the_quorum_all_get_equal_parts(db):
    stage = hold_purse(vote_stage(ballot={"quorum": 3}))
    votes(stage, 2)
    assert end(stage).rule == "split_among_qualified"
    assert [award.amount for award in Award.objects.all()] == [50_000] * 3


def test_with_no_entry_left_everything_goes_back(db):
    stage = hold_purse(vote_stage(entries=1))
    vote(stage, e0=1)
    withdrawing.withdraw(entry_id=stage.entries[0].pk, by=stage.entries[0].entrant)
    assert end(stage).rule == "no_qualified_entry"
    assert stage.status() == "no_award"


@pytest.fixture
def jury(db):
    stage = hold_purse(vote_stage(entries=4, ballot={"jury_picks_among": 3}))
    votes(stage, 4, 3, 2, 1)
    audited(stage)
    return stage


def test_a_jury_picks_among_the_first_of_the_tally_once_it_is_counted(jury):
    with pytest.raises(NotTallied):
        decide(jury, [(2, 1), (0, 2)])
    tallied(jury)
    with pytest.raises(InvalidInput, match="Not among the first 3"):
        decide(jury, [(3, 1), (0, 2)])
    decide(jury, [(2, 1), (0, 2)])
    assert Decision.objects.get().rule == "jury"
    assert statuses(jury) == [(2, 1, "provisional"), (0, 2, "provisional")]


def test_a_silent_jury_leaves_it_to_the_tally(jury):
    tallied(jury)
    assert Tally.objects.count() == 1
    assert end(jury).rule == "tally"
    assert statuses(jury) == [(0, 1, "provisional"), (1, 2, "provisional")]


def test_a_place_that_falls_free_goes_to_the_next_of_the_tally(db):
    stage = hold_purse(vote_stage())
    votes(stage, 3, 2, 1)
    end(stage)
    pass_window(stage)
    accepting.decline(award_id=award_of(stage, 0).pk, by=stage.entries[0].entrant)
    assert {(number, rank) for number, rank, status in statuses(stage) if status == "offered"} == {(1, 1), (2, 2)}


def test_votes_are_not_counted_while_it_is_contested_who_takes_part(arbiter, db):
    stage = hold_purse(vote_stage(ballot={"jury_picks_among": 3}))
    votes(stage, 3, 2, 1)
    audited(stage)
    accuser, _ = put_out(stage.entries[0])
    appeal = contest(stage.entries[0])
    hearing.answer(appeal_id=appeal.pk, text="They look alike.", by=accuser)
    tallied(stage)
    assert not Tally.objects.exists()
    give_verdict(appeal, arbiter, "annulled")
    deliver_all()
    assert [one["votes"] for one in Tally.objects.get().placings] == [3, 2, 1]
    decide(stage, [(0, 1), (1, 2)])
    assert statuses(stage) == [(0, 1, "provisional"), (1, 2, "provisional")]


def test_what_is_decided_of_an_appeal_counts_no_votes_where_there_are_none(decided, arbiter):
    accuser, _ = put_out(decided.entries[0])
    appeal = contest(decided.entries[0])
    hearing.answer(appeal_id=appeal.pk, text="They look alike.", by=accuser)
    give_verdict(appeal, arbiter)
    deliver_all()
    assert not Tally.objects.exists()
