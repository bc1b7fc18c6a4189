"""What the saga does when Stripe refuses, forgets, or never answers."""

import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

from payments.ledger.accounts import Kind, balance
from payments.models import Payee, Payout, TransferAttempt
from payments.payees import refreshing
from payments.payouts import approving, banking, placing, reserving, settling, transferring
from payments.stripe.errors import StripeRefused, StripeUnavailable
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


def test_a_key_too_old_to_repeat_is_looked_for_and_found(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_after")
    deliver_money()
    simulator.control.advance(25 * 3600)  # Stripe has forgotten the key: the same request would pay again
    assert keep_trying(payout, seconds=24 * 3600) == "transferred"
    assert_one_to_one(simulator)
    assert TransferAttempt.objects.count() == 1


def test_what_never_arrived_is_sent_again_under_a_new_key_after_two_looks(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_before")
    deliver_money()
    simulator.control.advance(25 * 3600)
    assert keep_trying(payout, seconds=24 * 3600) == "transferred"
    assert [attempt.outcome for attempt in TransferAttempt.objects.order_by("number")] == ["absent", "succeeded"]
    assert_one_to_one(simulator)


def test_one_look_at_the_list_is_not_enough_for_a_new_key(simulator, payout):
    simulator.control.fault(TRANSFERS, "error_500_before")
    deliver_money()
    move_clock(seconds=5)
    transferring.resume_due()
    deliver_money()  # the first look
    assert TransferAttempt.objects.get().outcome == "open"


def test_after_three_attempts_without_an_answer_a_person_must_look(simulator, payout):
    simulator.control.fault(TRANSFERS, "error_500_before", times=3)
    assert keep_trying(payout, rounds=30) == "needs_review"
    assert Event.objects.filter(name="payout.questioned").count() == 1
    move_clock(seconds=10**6)
    assert transferring.resume_due() == 0
    transferring.transfer(payout_id=payout.pk)
    assert transfers_at_stripe(simulator) == []


def test_an_outage_of_hours_outlives_no_payout(simulator, payout):
    simulator.control.fault(TRANSFERS, "rate_limit", times=15)
    assert keep_trying(payout, rounds=30) == "transferred"
    assert_one_to_one(simulator)


def test_an_answer_later_than_our_patience_is_still_one_transfer(simulator, payout, settings):
    settings.STRIPE_TIMEOUT_SECONDS = 0.3
    simulator.control.fault(TRANSFERS, "slow", seconds=0.8)
    assert keep_trying(payout, rounds=1) == "unknown"
    time.sleep(0.8)  # until Stripe has done it: before, the key is in use
    settings.STRIPE_TIMEOUT_SECONDS = 20
    assert keep_trying(payout) == "transferred"
    assert_one_to_one(simulator)


def test_a_payee_who_lost_the_capability_is_waited_for(simulator, payout):
    account = payout.payee.account_id
    simulator.control.account(account, transfers="inactive")
    assert settle_payouts(payout) == ["blocked"]
    assert Payout.objects.get().hold_reason == "kyc"
    assert Payee.objects.get(account_id=account).status == "onboarding"
    simulator.control.account(account, transfers="active")
    refreshing.refresh(account_id=account)
    assert settle_payouts(payout) == ["transferred"]
    assert_one_to_one(simulator)


def test_a_payout_waits_for_onboarding_and_leaves_when_it_is_complete(simulator, funded, solver, award):
    funded("R", 1_000)
    (payout,) = award(1_000, solver(outcome="stall"))
    assert settle_payouts(payout) == ["blocked"]
    simulator.control.account(payout.payee.account_id, outcome="complete")
    refreshing.refresh(account_id=payout.payee.account_id)
    assert settle_payouts(payout) == ["transferred"]


def test_what_is_ready_waits_when_its_payee_can_no_longer_be_paid(simulator, funded, solver, award):
    funded("R", 60_000)
    (payout,) = award(60_000, solver())
    simulator.control.account(payout.payee.account_id, transfers="inactive")
    refreshing.refresh(account_id=payout.payee.account_id)
    assert settle_payouts(payout) == ["blocked"]


def test_an_account_that_stripe_does_not_know_is_waited_for(payout):
    Payee.objects.update(account_id="acct_gone")
    assert settle_payouts(payout) == ["blocked"]
    assert Payee.objects.get().status == "disconnected"
    assert balance(Kind.PAYABLE, "usd", str(payout.payee.user_id)).amount == payout.amount


def test_a_balance_that_does_not_cover_it_is_tried_again(simulator, payout):
    Payout.objects.update(status="approved")
    with transaction.atomic():
        attempt = reserving.reserve(payout_id=payout.pk)
        settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Not enough.", code="balance_insufficient"))
    payout.refresh_from_db()
    assert (payout.status, payout.hold_reason) == ("blocked", "balance")
    placing.retry_blocked()
    assert Payout.objects.get().status == "blocked"  # not yet
    move_clock(seconds=601)
    placing.retry_blocked()
    assert settle_payouts(payout) == ["transferred"]
    assert_one_to_one(simulator)


def test_a_key_that_stripe_knows_with_another_request_is_for_a_person(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_after")
    deliver_money()
    attempt = TransferAttempt.objects.get()
    with transaction.atomic():
        reserving.reserve(payout_id=payout.pk)
        settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Other parameters.", code="idempotency_error"))
    payout.refresh_from_db()
    assert payout.status == "needs_review"
    transferring.recognise(transfer_id=transfers_at_stripe(simulator)[0]["id"])  # what it did is known after all
    assert settle_payouts(payout) == ["transferred"]


def test_stripes_own_word_of_a_transfer_settles_what_was_in_doubt(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_after")
    deliver_money()
    (made,) = transfers_at_stripe(simulator)
    transferring.recognise(transfer_id=made["id"])
    transferring.recognise(transfer_id=made["id"])
    payout.refresh_from_db()
    assert payout.status == "transferred"
    assert Event.objects.filter(name="payout.paid").count() == 1
    assert not Event.objects.filter(name="payout.questioned").exists()


def test_a_second_transfer_of_a_leg_is_told_and_not_booked(simulator, payout):
    deliver_money()
    attempt, (made,) = TransferAttempt.objects.get(), transfers_at_stripe(simulator)
    settling.settle(attempt_id=attempt.pk, transfer={**made, "id": "tr_second"})
    assert Event.objects.filter(name="payout.questioned").count() == 1
    assert_one_to_one(simulator)


def test_a_transfer_of_another_amount_is_for_a_person(simulator, payout):
    simulator.control.fault(TRANSFERS, "drop_after")
    deliver_money()
    (made,) = transfers_at_stripe(simulator)
    settling.settle(attempt_id=TransferAttempt.objects.get().pk, transfer={**made, "amount": 1})
    payout.refresh_from_db()
    assert payout.status == "needs_review"


def test_a_payout_over_several_contributions_arrives_leg_by_leg(simulator, half_way):
    assert [leg.status for leg in half_way.legs.all()] == ["transferred", "submitting"]
    assert keep_trying(half_way) == "transferred"
    assert_one_to_one(simulator)
    assert sorted(made["amount"] for made in transfers_at_stripe(simulator)) == [4_000, 6_000]


def test_ten_who_carry_the_same_payout_make_one_transfer(committed_db, simulator, payout):
    Payout.objects.update(status="approved")

    def try_it(_: int) -> None:
        try:
            transferring.transfer(payout_id=payout.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(try_it, range(20)))
    assert keep_trying(payout) == "transferred"
    assert_one_to_one(simulator)


def test_what_reached_the_bank_is_banked(simulator, payout):
    deliver_money()
    (leg,) = payout.legs.all()
    banking.mark_banked(transfer_ids=[leg.transfer_id, "tr_other"])
    banking.mark_banked(transfer_ids=[leg.transfer_id])
    payout.refresh_from_db()
    assert payout.status == "banked"
    assert Event.objects.filter(name="payout.banked").count() == 1


def test_stripe_is_asked_what_a_bank_payout_contained(simulator, payout):
    deliver_money()
    simulator.control.advance(4_000)  # the charge settles, and Stripe pays on to the bank
    (sent,) = simulator.control.dump()["objects"]["payout"]
    banking.note_bank_payout(account_id=payout.payee.account_id, bank_payout_id=sent["id"])
    payout.refresh_from_db()
    assert payout.status == "banked"


def test_a_bank_payout_of_other_money_banks_nothing(simulator, payout):
    deliver_money()
    banking.mark_banked(transfer_ids=["tr_other"], bank_payout_id="po_other")
    payout.refresh_from_db()
    assert payout.status == "transferred"


def test_while_a_person_looks_at_one_part_of_a_payout_the_other_stays(simulator, crowdfunded, solver, award):
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    approving.approve_if_enough(payout_id=payout.pk)
    settling.halt(attempt_id=reserving.reserve(payout_id=payout.pk).pk, why="Odd.")
    transferring.transfer(payout_id=payout.pk)
    payout.refresh_from_db()
    assert (payout.status, transfers_at_stripe(simulator)) == ("needs_review", [])
    assert [leg.status for leg in payout.legs.all()] == ["needs_review", "planned"]


def test_no_late_answer_lets_go_on_what_a_person_must_look_at(payout):
    approving.approve_if_enough(payout_id=payout.pk)
    attempt = reserving.reserve(payout_id=payout.pk)
    settling.halt(attempt_id=attempt.pk, why="Odd.")
    told = Event.objects.count()
    settling.doubt(attempt_id=attempt.pk, error=StripeUnavailable("Silence.", is_ambiguous=True))
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Not now.", code="transfers_not_allowed"))
    assert settling.miss(attempt_id=attempt.pk) is False
    payout.refresh_from_db()
    assert (payout.status, payout.due_at, Event.objects.count()) == ("needs_review", None, told)
