"""The saga against Stripe's stand-in, whatever it answers: paid once, never twice."""

import pytest

from payments.ledger.accounts import Kind, balance
from payments.models import Payee, Payout, Purse, TransferAttempt
from payments.payouts import approving, reserving, settling, transferring
from payments.stripe import gateway
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import (
    TRANSFERS,
    assert_one_to_one,
    keep_trying,
    settle_payouts,
    transfers_at_stripe,
)
from workers.models import Event


def test_a_small_award_is_paid_by_itself(simulator, payout):
    assert settle_payouts(payout) == ["transferred"]
    assert_one_to_one(simulator)
    assert balance(Kind.PAYABLE, "usd", str(payout.payee.user_id)).amount == 0


def test_paying_the_last_of_a_purse_closes_it(payout):
    deliver_money()
    assert Purse.objects.get(reference="R").status == "closed"


def test_payout_paid_is_told_when_stripe_has_transferred(payout):
    deliver_money()
    told = Event.objects.get(name="payout.paid")
    assert (told.root, told.audience, told.payload) == ("R", "public", {"award_reference": payout.award_reference})


def test_what_is_sent_names_its_charge_its_group_and_its_leg(simulator, payout):
    deliver_money()
    (made,) = transfers_at_stripe(simulator)
    leg = payout.legs.get()
    assert made["source_transaction"] == leg.contribution.charge_id
    assert made["transfer_group"] == "purse_R"
    assert made["metadata"] == {"leg": str(leg.pk), "payout": str(payout.pk), "award": payout.award_reference}


@pytest.mark.parametrize(
    "kind", ["drop_before", "drop_after", "rate_limit", "conflict", "error_500_before", "error_500_after"]
)
@pytest.mark.parametrize("times", [1, 2])
def test_whatever_stripe_answers_it_is_paid_once(simulator, payout, kind, times):
    simulator.control.fault(TRANSFERS, kind, times=times)
    assert keep_trying(payout) == "transferred"
    assert_one_to_one(simulator)


def test_a_lost_answer_is_asked_for_again_under_the_same_key(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_after", times=3)
    assert keep_trying(payout) == "transferred"
    assert TransferAttempt.objects.count() == 1


def test_an_unanswered_transfer_is_unknown(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_after")
    assert settle_payouts(payout) == ["unknown"]


def test_a_rate_limit_had_no_effect_so_nothing_is_in_doubt(simulator, payout):
    simulator.control.fault(TRANSFERS, "rate_limit")
    assert settle_payouts(payout) == ["submitting"]


def test_once_money_left_its_earlier_failures_are_forgotten(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_before", times=2)
    assert keep_trying(payout) == "transferred"
    assert Event.objects.filter(name="payout.paid").count() == 1
    assert payout.retries == 0


def test_what_comes_to_bar_an_approved_payout_stops_it(simulator, payout):
    approving.approve_if_enough(payout_id=payout.pk)
    Payee.objects.update(country="KP")
    transferring.transfer(payout_id=payout.pk)
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason, transfers_at_stripe(simulator)) == ("blocked", "country", [])


def test_what_may_have_left_goes_on_whatever_bars_it(simulator, payout):
    approving.approve_if_enough(payout_id=payout.pk)
    reserving.reserve(payout_id=payout.pk)
    Payee.objects.update(country="KP")
    transferring.transfer(payout_id=payout.pk)
    assert Payout.objects.get().status == "transferred"
    assert_one_to_one(simulator)


def test_after_a_look_in_vain_the_next_comes_after_its_pause(payout, settings):
    settings.STRIPE_LOOK_AGAIN_SECONDS = 60
    approving.approve_if_enough(payout_id=payout.pk)
    settling.miss(attempt_id=reserving.reserve(payout_id=payout.pk).pk)
    assert (Payout.objects.get().status, Event.objects.filter(name="payout.doubted").count()) == ("unknown", 1)
    taken_up = []
    for seconds in (55, 6):
        move_clock(seconds=seconds)
        taken_up.append(transferring.resume_due())
    assert taken_up == [0, 1]


def test_a_transfer_that_turns_up_after_another_attempt_began_is_for_a_person(payout, settings):
    settings.STRIPE_LOOK_AGAIN_SECONDS = 0
    approving.approve_if_enough(payout_id=payout.pk)
    first = reserving.reserve(payout_id=payout.pk)
    assert [settling.miss(attempt_id=first.pk) for _ in range(2)] == [False, True]
    assert reserving.reserve(payout_id=payout.pk).number == 2
    made = gateway.create_transfer(first.request, key=first.idempotency_key)
    settling.settle(attempt_id=first.pk, transfer=made)
    assert (Payout.objects.get().status, payout.legs.get().transfer_id) == ("needs_review", None)
    assert Event.objects.filter(name="payout.questioned").count() == 1


def test_one_under_way_is_taken_up_again_after_two_minutes_and_not_before(payout):
    approving.approve_if_enough(payout_id=payout.pk)
    reserving.reserve(payout_id=payout.pk)
    taken_up = []
    for seconds in (110, 11, 0, 110, 11):
        move_clock(seconds=seconds)
        taken_up.append(transferring.resume_due())
    assert taken_up == [0, 1, 0, 0, 1]
