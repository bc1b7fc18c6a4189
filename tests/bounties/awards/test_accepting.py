"""Winners take what is offered, leave it, or let it lapse; then the next in rank has it."""

import pytest

from bounties.awards import accepting
from bounties.awards.errors import AppealWindowOpen, OfferExpired
from bounties.awards.models import Award
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from payments.purses.models import Purse
from tests.bounties.awards.conftest import award_of, decide, pass_window, statuses
from tests.bounties.staging import hold_purse, judging_stage
from tests.clock import move_clock
from workers.models import Event

TEN_DAYS = 864_000


def accept(stage, number):
    return accepting.accept(award_id=award_of(stage, number).pk, by=stage.entries[number].entrant)


def decline(stage, number):
    return accepting.decline(award_id=award_of(stage, number).pk, by=stage.entries[number].entrant)


def test_the_winner_accepts(offered):
    assert accept(offered, 0).status == "accepted"
    assert Event.objects.get(name="award.accepted").audience == "public"


def test_nobody_else_can(offered, stranger):
    for other in (stranger, offered.owner, offered.entries[1].entrant):
        for answer in (accepting.accept, accepting.decline):
            with pytest.raises(Award.DoesNotExist):
                answer(award_id=award_of(offered, 0).pk, by=other)


def test_not_within_the_appeal_window(decided):
    for answer in (accept, decline):
        with pytest.raises(AppealWindowOpen):
            answer(decided, 0)


def test_not_twice(offered):
    accept(offered, 0)
    for answer in (accept, decline):
        with pytest.raises(IllegalMove):
            answer(offered, 0)


def test_not_after_the_offer_has_run_out_even_if_no_tick_saw_it(offered):
    move_clock(seconds=TEN_DAYS + 1)
    for answer in (accept, decline):
        with pytest.raises(OfferExpired):
            answer(offered, 0)


def test_a_declined_first_place_goes_to_the_second_whose_own_goes_to_the_third(offered):
    decline(offered, 0)
    assert statuses(offered)[:2] == [(0, 1, "declined"), (1, 2, "revoked")]
    assert sorted(statuses(offered)[2:]) == [(1, 1, "offered"), (2, 2, "offered")]
    named = [Entry.objects.get(pk=entry.pk).status for entry in offered.entries]
    assert named == ["not_selected", "winner", "placed"]


def test_who_accepted_keeps_what_they_accepted(offered):
    accept(offered, 1)
    decline(offered, 0)
    assert sorted(statuses(offered)) == [(0, 1, "declined"), (1, 2, "accepted"), (2, 1, "offered")]


def test_who_declined_gets_nothing_else(offered):
    decline(offered, 1)
    decline(offered, 2)
    decline(offered, 0)
    assert {status for _, _, status in statuses(offered)} == {"declined"}


def test_an_offer_that_runs_out_passes_on_by_itself(offered):
    accept(offered, 1)
    move_clock(seconds=TEN_DAYS + 1)
    assert accepting.forfeit_due() == 1
    assert sorted(statuses(offered)) == [(0, 1, "forfeited"), (1, 2, "accepted"), (2, 1, "offered")]
    assert accepting.forfeit_due() == 0


def test_if_nobody_takes_anything_all_goes_back(offered):
    for number in (0, 1, 1, 2, 2):
        if award_of(offered, number).status == "offered":
            decline(offered, number)
    assert offered.status() == "no_award"
    assert Purse.objects.get().contributions.get().refunded == 150_000


def test_a_part_of_a_split_purse_is_not_passed_on(db):
    stage = hold_purse(judging_stage(guarantee="up_to", kill_fee_bp=1_000))
    stage.judge_all(90, 80, 70)
    decide(stage, [])
    pass_window(stage)
    decline(stage, 0)
    assert sorted(status for *_, status in statuses(stage)) == ["declined", "offered", "offered"]
