"""Stripe is away for an hour: everything waits, and then goes on by itself, once."""

from payments.models import Payout
from payments.payouts import transferring
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import assert_one_to_one


def test_an_hour_without_stripe_is_waited_out_by_every_payout(simulator, crowdfunded, solver, award):
    crowdfunded(6_000, 4_000)
    award(10_000, solver("ann"), solver("ben"), solver("cem"))
    simulator.control.fault("*", "rate_limit", times=10_000)
    for _ in range(12):
        deliver_money()
        move_clock(seconds=300)
        transferring.resume_due()
    assert set(Payout.objects.values_list("status", flat=True)) <= {"submitting", "unknown"}
    simulator.control.forget_faults()
    for _ in range(8):
        deliver_money()
        move_clock(seconds=300)
        transferring.resume_due()
    assert set(Payout.objects.values_list("status", flat=True)) == {"transferred"}
    assert sorted(Payout.objects.values_list("amount", flat=True)) == [3_333, 3_333, 3_334]
    assert_one_to_one(simulator)
