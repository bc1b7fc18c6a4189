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


def test_what_nobody_claimed_goes_to_the_next_in_rank_only_when_the_bank_has_decided(
    simulator, expired, dispute, decide, solver, award
):
    told = dispute(expired)
    expiring.pass_on(award_reference=Payout.objects.get().award_reference)
    (heir,) = award(10_000, solver("ben"))
    deliver_all()
    heir.refresh_from_db()
    assert (heir.status, heir.hold_reason) == ("blocked", "dispute")
    decide(told, "won")
    heir.refresh_from_db()
    assert heir.status == "transferred"
