"""A stopped payout goes on by a person's word: never before Stripe's own list was asked, never twice."""

from datetime import timedelta

import pytest

from bounties.accounts.models import User
from payments.errors import IllegalMove, NotAllowed
from payments.ledger.accounts import Kind, balance
from payments.models import Contribution, Payout, TransferAttempt
from payments.payouts import approving, reserving, settling, transferring
from payments.payouts.cancelling import cancel
from payments.payouts.holding import ReasonMissing
from payments.payouts.retrying import retry
from payments.stripe import gateway
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import TRANSFERS, assert_one_to_one, keep_trying, settle_payouts
from workers.clock import laurel_now
from workers.models import Event


@pytest.fixture
def failed(simulator, payout):
    """Stripe did not know the charge that it was drawn on."""
    charge = Contribution.objects.get().charge_id
    Contribution.objects.update(charge_id="ch_gone")
    assert settle_payouts(payout) == ["failed"]
    Contribution.objects.update(charge_id=charge)
    return payout


@pytest.fixture
def in_doubt(simulator, payout):
    """Nobody knows whether Stripe made a transfer, and no machine may try again."""

    def in_doubt(kind: str) -> Payout:
        simulator.control.fault(TRANSFERS, kind, times=30)
        assert keep_trying(payout, rounds=60) == "needs_review"
        simulator.control.forget_faults()
        return payout

    return in_doubt


def test_a_failed_payout_goes_on(simulator, failed, finance):
    fay = finance("fay")
    retry(payout_id=failed.pk, by=fay, reason="The charge is right now.")
    told = Event.objects.get(name="payout.retried")
    assert (told.actor_id, told.payload["reason"]) == (fay.pk, "The charge is right now.")
    assert settle_payouts(failed) == ["transferred"]
    assert_one_to_one(simulator)


def test_what_stripe_never_made_is_tried_anew(simulator, in_doubt, finance):
    payout = in_doubt("error_500_before")
    move_clock(seconds=3_600)
    retry(payout_id=payout.pk, by=finance("fay"), reason="Stripe has nothing.")
    assert keep_trying(payout) == "transferred"
    assert_one_to_one(simulator)


def test_what_stripe_had_made_after_all_is_booked_and_not_made_again(simulator, in_doubt, finance):
    payout = in_doubt("error_500_before")
    attempt = TransferAttempt.objects.order_by("-number").first()
    gateway.create_transfer(attempt.request, key="late")  # Stripe worked on it all the while
    move_clock(seconds=3_600)
    retry(payout_id=payout.pk, by=finance("fay"), reason="Look.")
    assert Payout.objects.get().status == "transferred"
    assert Event.objects.get(name="payout.retried").payload["reason"] == "Look."
    deliver_money()
    assert_one_to_one(simulator)


def test_stripe_is_given_a_moment_first(in_doubt, finance, settings):
    payout = in_doubt("error_500_before")
    settings.STRIPE_TIMEOUT_SECONDS = 1_000_000
    with pytest.raises(IllegalMove, match="only just now"):
        retry(payout_id=payout.pk, by=finance("fay"), reason="At once!")


def test_that_moment_is_as_long_as_a_call_and_a_look_take_together(in_doubt, finance, settings):
    payout, fay = in_doubt("error_500_before"), finance("fay")
    settings.STRIPE_TIMEOUT_SECONDS, settings.STRIPE_LOOK_AGAIN_SECONDS = 2_000, 3_000
    moment = TransferAttempt.objects.latest("made_at").made_at + timedelta(seconds=5_000)
    move_clock(seconds=(moment - laurel_now()).total_seconds() - 60)
    with pytest.raises(IllegalMove, match="Retry in 5000 seconds"):
        retry(payout_id=payout.pk, by=fay, reason="Look.")
    move_clock(seconds=61)
    assert retry(payout_id=payout.pk, by=fay, reason="Look.").status == "submitting"


def test_an_attempt_that_nobody_closed_is_closed_before_another_is_made(simulator, payout, finance):
    approving.approve_if_enough(payout_id=payout.pk)
    settling.halt(attempt_id=reserving.reserve(payout_id=payout.pk).pk, why="Odd.")
    move_clock(seconds=3_600)
    fay = finance("fay")
    retry(payout_id=payout.pk, by=fay, reason="Stripe has nothing.")
    assert Event.objects.get(name="payout.retried").actor_id == fay.pk
    assert settle_payouts(payout) == ["transferred"]
    assert [attempt.outcome for attempt in TransferAttempt.objects.order_by("number")] == ["absent", "succeeded"]


def test_when_what_was_doubted_had_arrived_already_the_rest_is_sent_on(half_way, finance):
    arrived = TransferAttempt.objects.get(outcome="succeeded")
    made = gateway.create_transfer({**arrived.request, "amount": 100}, key="twice")  # what nobody of ours asked for
    transferring.recognise(transfer_id=made["id"])
    half_way.refresh_from_db()
    assert half_way.status == "needs_review"
    move_clock(seconds=3_600)
    retry(payout_id=half_way.pk, by=finance("fay"), reason="The second one was taken back.")
    assert keep_trying(half_way) == "transferred"


def test_what_goes_on_by_itself_is_not_retried(payout, finance):
    with pytest.raises(IllegalMove):
        retry(payout_id=payout.pk, by=finance("fay"), reason="Faster!")


@pytest.mark.parametrize("act", [retry, cancel])
def test_retrying_and_cancelling_say_why(failed, finance, act):
    with pytest.raises(ReasonMissing):
        act(payout_id=failed.pk, by=finance("fay"), reason=" ")


@pytest.mark.parametrize("act", [retry, cancel])
def test_only_finance_may(failed, solver, act):
    with pytest.raises(NotAllowed):
        act(payout_id=failed.pk, by=solver("ben", outcome=None), reason="Please.")


class TestCancelling:
    def test_the_money_is_in_the_purse_again(self, failed, finance):
        fay = finance("fay")
        assert cancel(payout_id=failed.pk, by=fay, reason="Disqualified.").status == "cancelled"
        assert balance(Kind.PURSE, "usd", "R").amount == failed.amount
        assert balance(Kind.PAYABLE, "usd", str(failed.payee.user_id)).amount == 0
        told = Event.objects.get(name="payout.cancelled")
        assert (told.actor_id, told.payload["reason"]) == (fay.pk, "Disqualified.")

    def test_neither_side_cancels(self, failed):
        User.objects.filter(pk=failed.payee.user_id).update(is_staff=True, is_superuser=True)
        with pytest.raises(NotAllowed):
            cancel(payout_id=failed.pk, by=User.objects.get(pk=failed.payee.user_id), reason="Mine.")

    def test_what_may_have_left_is_not_cancelled(self, in_doubt, finance):
        payout = in_doubt("error_500_before")
        with pytest.raises(IllegalMove):
            cancel(payout_id=payout.pk, by=finance("fay"), reason="Stop.")
