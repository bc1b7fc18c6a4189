"""What is under way, or has arrived in part, is neither kept back nor given up: what was sent stays sent."""

import pytest

from payments.errors import IllegalMove
from payments.ledger.accounts import Kind, balance
from payments.payees import refreshing
from payments.payouts import cancelling, expiring, holding
from payments.payouts.placing import BLOCKED_DAYS
from tests.clock import move_clock
from tests.payments.payouts.conftest import TRANSFERS, assert_one_to_one, keep_trying, settle_payouts
from workers.clock import laurel_now


def test_what_is_under_way_can_not_be_held_because_its_transfer_would_not_be_booked(half_way, finance):
    with pytest.raises(IllegalMove, match="no longer be kept back"):
        holding.hold(payout_id=half_way.pk, by=finance("fay"), reason="Whose is it?")
    assert keep_trying(half_way) == "transferred"


@pytest.fixture
def half_arrived(simulator, crowdfunded, solver, award):
    """Of two transfers one has arrived; Stripe refuses the other, because its payee's account takes none any more."""
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    simulator.control.fault(TRANSFERS, "slow", seconds=0)
    simulator.control.fault(TRANSFERS, "drop_before")
    assert settle_payouts(payout) == ["unknown"]
    simulator.control.account(payout.payee.account_id, transfers="inactive")
    assert keep_trying(payout) == "blocked"
    assert sorted(payout.legs.values_list("status", flat=True)) == ["planned", "transferred"]
    return payout


def test_what_has_left_in_part_can_not_be_given_up(half_arrived, finance):
    with pytest.raises(IllegalMove, match="has left for its payee"):
        cancelling.cancel(payout_id=half_arrived.pk, by=finance("fay"), reason="To the wrong person.")


def test_what_has_left_in_part_does_not_expire_and_its_rest_follows(simulator, funded, award, half_arrived):
    """Another award of theirs is owed too: were the whole kept as unclaimed, it would be paid out of that."""
    move_clock(seconds=BLOCKED_DAYS * 86_400 + 1)
    funded("S", 60_000)
    award(60_000, half_arrived.payee.user, reference="S")
    expiring.look_after_waiting()
    half_arrived.refresh_from_db()
    assert (half_arrived.status, half_arrived.hold_reason) == ("blocked", "kyc")
    assert half_arrived.due_at > laurel_now()
    assert balance(Kind.PAYABLE, "usd", str(half_arrived.payee.user_id)).amount == 64_000
    simulator.control.account(half_arrived.payee.account_id, outcome="complete")
    refreshing.refresh(account_id=half_arrived.payee.account_id)
    assert settle_payouts(half_arrived) == ["transferred"]
    assert_one_to_one(simulator)
