"""Calling off with entries in: an up_to purse pays its kill fee, a guaranteed one is decided."""

import pytest

from bounties.awards import accepting, calling_off, paying, recalling
from bounties.awards.models import Award
from bounties.entries.refusals import EntriesReceived
from payments.ledger.accounts import Kind, balance
from payments.money import Money
from payments.purses.models import Refund
from tests.bounties.awards.test_paying import transfer
from tests.bounties.awards.test_recalling import take_back, to_purse
from tests.bounties.conftest import make_user
from tests.bounties.staging import enter, hold_purse, judging_stage, open_stage

pytestmark = pytest.mark.django_db
TERMS = {"guarantee": "up_to", "kill_fee_bp": 1_000, "prizes": ((1, 100_001, 1),)}


def open_with(entries, **terms):
    stage = hold_purse(open_stage(**TERMS | terms))
    for _ in range(entries):
        enter(stage, make_user())
    return stage


def call_off(stage):
    return calling_off.call_off(challenge_id=stage.challenge.pk, reason="client_request", by=stage.owner)


def held(stage):
    return balance(Kind.PURSE, "usd", str(stage.challenge.pk))


@pytest.mark.parametrize("stage_of", [open_with, lambda entries: hold_purse(judging_stage(entries=entries, **TERMS))])
def test_the_kill_fee_is_offered_in_equal_parts_and_the_rest_goes_back(stage_of):
    stage = stage_of(3)
    assert call_off(stage).status == "cancelled"
    awards = list(Award.objects.order_by("slot").values_list("kind", "status", "amount"))
    assert awards == [("kill_fee", "offered", part) for part in (3_334, 3_333, 3_333)]
    refund = Refund.objects.get()
    assert (refund.amount, refund.fee, held(stage)) == (90_001, 0, Money(10_000, "usd"))


def test_a_part_under_stripe_s_minimum_is_not_offered_and_everything_goes_back():
    stage = open_with(3, prizes=((1, 1_000, 1),))
    call_off(stage)
    assert not Award.objects.exists()
    assert (Refund.objects.get().amount, held(stage)) == (1_000, Money(0, "usd"))


def test_a_kill_fee_that_nobody_takes_goes_back():
    stage = open_with(1)
    call_off(stage)
    award = Award.objects.get()
    accepting.decline(award_id=award.pk, by=award.entry.entrant)
    assert sum(refund.amount for refund in Refund.objects.all()) == 100_001
    assert held(stage) == Money(0, "usd")


def test_a_guaranteed_purse_with_entries_is_not_called_off():
    stage = open_with(1, guarantee="guaranteed", kill_fee_bp=0)
    with pytest.raises(EntriesReceived, match="published rule"):
        call_off(stage)
    assert (stage.status(), held(stage)) == ("open", Money(100_001, "usd"))


def test_one_fee_that_finance_takes_back_leaves_the_others_to_be_paid():
    stage = open_with(3)
    call_off(stage)
    one, other, last = Award.objects.order_by("slot")
    for award in (one, other):
        accepting.accept(award_id=award.pk, by=award.entry.entrant)
    transfer(paying.hand_over(award_id=one.pk))
    to_purse(take_back(one))
    assert recalling.note_recall(award_id=one.pk).status == "revoked"
    assert held(stage).amount == 10_000
    assert transfer(paying.hand_over(award_id=other.pk)).status == "paid"
    accepting.decline(award_id=last.pk, by=last.entry.entrant)
    assert held(stage).amount == 0
