"""What nobody carries on any more, because its delivery died, the clock does: once."""

import pytest

from payments.models import Payout
from payments.payouts import approving, reserving, resuming, settling, transferring
from payments.payouts.resuming import CARRYING, QUIET_SECONDS
from payments.stripe import gateway
from payments.stripe.errors import StripeUnavailable
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import assert_one_to_one, settle_payouts, transfers_at_stripe
from workers.clock import laurel_now
from workers.models import Delivery, Event


def let_die():
    """Every delivery that would carry a payout on dies."""
    waiting = Delivery.objects.filter(event__name__in=CARRYING, done_at=None)
    assert waiting.update(dead_at=laurel_now(), last_error="The worker died.")


def resume():
    move_clock(seconds=QUIET_SECONDS + 1)
    resuming.resume_standing()


def test_a_ready_payout_that_needs_nobody_goes_on(simulator, payout):
    let_die()
    resume()
    deliver_money()
    assert Payout.objects.get().status == "transferred"
    assert_one_to_one(simulator)


def test_an_approved_payout_goes_on_and_is_paid_once(simulator, payout):
    approving.approve_if_enough(payout_id=payout.pk)
    let_die()
    resume()
    resuming.resume_standing()
    assert Event.objects.filter(name="payout.resumed").count() == 1
    deliver_money()
    resume()
    assert Payout.objects.get().status == "transferred"
    assert len(transfers_at_stripe(simulator)) == 1


@pytest.mark.parametrize("passed", [0, QUIET_SECONDS - 60])
def test_what_died_just_now_is_left_alone(payout, passed):
    approving.approve_if_enough(payout_id=payout.pk)
    let_die()
    move_clock(seconds=passed)
    assert resuming.resume_standing() == 0


def test_what_waits_in_a_long_queue_is_left_alone(payout):
    approving.approve_if_enough(payout_id=payout.pk)
    move_clock(seconds=QUIET_SECONDS + 1)
    assert resuming.resume_standing() == 0


def test_what_waits_for_a_person_is_left_alone(funded, solver, award):
    funded("R", 1_000_000)
    award(1_000_000, solver())
    deliver_money()
    move_clock(seconds=QUIET_SECONDS + 1)
    assert (Payout.objects.get().status, resuming.resume_standing()) == ("ready", 0)


def test_news_that_one_part_arrived_let_the_next_leave_at_once(crowdfunded, solver, award):
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    approving.approve_if_enough(payout_id=payout.pk)
    attempt = reserving.reserve(payout_id=payout.pk)
    settling.doubt(attempt_id=attempt.pk, error=StripeUnavailable("Silence.", is_ambiguous=True))
    made = gateway.create_transfer(attempt.request, key=attempt.idempotency_key)
    transferring.recognise(transfer_id=made["id"])
    assert (Payout.objects.get().status, transferring.resume_due()) == ("submitting", 1)
    assert settle_payouts(payout) == ["transferred"]
