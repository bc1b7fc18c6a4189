"""A purse that had come to its end, and owes again while its money is disputed."""

import pytest

from payments.models import Payout, Purse
from payments.payouts import claiming, expiring
from payments.payouts.placing import BLOCKED_DAYS
from tests.clock import move_clock
from tests.deliveries import deliver_all


@pytest.fixture
def expired(committed_db, funded, solver, award):
    paid = funded("R", 10_000)
    award(10_000, solver(outcome="stall"))
    deliver_all()
    move_clock(seconds=BLOCKED_DAYS * 86_400 + 1)
    expiring.look_after_waiting()
    deliver_all()
    assert Purse.objects.get().status == "closed"
    return paid


def test_what_is_claimed_meanwhile_waits_for_the_bank(simulator, expired, dispute, decide):
    told = dispute(expired)
    fresh = claiming.claim(payout_id=Payout.objects.get().pk)
    assert Purse.objects.get().status == "frozen"
    assert Payout.objects.get(pk=fresh.pk).hold_reason == "dispute"
    decide(told, "won")
    assert Purse.objects.get().status == "part_released"
