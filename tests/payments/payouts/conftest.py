"""Solvers who can be paid, awards to pay them, and a look at what Stripe really did."""

from collections.abc import Callable
from typing import Any

import pytest

from payments.models import Contribution, Payout, Purse, TransferLeg
from payments.payouts import transferring
from payments.payouts.batches.creating import create_many
from payments.payouts.moves import LEG_LEFT
from payments.purses.settling import look
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.awarded import due
from tests.payments.people import Award, Solver
from tests.simulator import GOOD, SimulatorProcess, fill

TRANSFERS = "POST /v1/transfers"


@pytest.fixture
def payout(funded: Callable[..., Contribution], solver: Solver, award: Award) -> Payout:
    """One small payout that nothing bars."""
    funded("R", 10_000)
    (payout,) = award(10_000, solver())
    return payout


@pytest.fixture
def crowdfunded(funded: Callable[..., Contribution], ask: Callable[..., Contribution]) -> Callable[[int, int], None]:
    """Purse R, filled by two sponsors: `crowdfunded(6_000, 4_000)`."""

    def crowdfunded(first: int, second: int) -> None:
        funded("R", first)
        Purse.objects.update(target=first + second)
        contribution = ask("R", first + second, key="second", sponsor="another")
        assert fill(contribution.checkout_url, card=GOOD).status_code == 303
        look(contribution_id=str(contribution.pk))

    return crowdfunded


@pytest.fixture
def half_way(
    simulator: SimulatorProcess, crowdfunded: Callable[[int, int], None], solver: Solver, award: Award
) -> Payout:
    """Of two transfers one has arrived; the answer to the other was lost."""
    crowdfunded(6_000, 4_000)
    (payout,) = award(10_000, solver())
    simulator.control.fault(TRANSFERS, "slow", seconds=0)
    simulator.control.fault(TRANSFERS, "drop_after")
    assert settle_payouts(payout) == ["unknown"]
    return payout


def settle_payouts(*payouts: Payout) -> list[str]:
    """Deliver everything, and give the payouts' statuses."""
    deliver_money()
    return [Payout.objects.get(pk=payout.pk).status for payout in payouts]


def keep_trying(payout: Payout, *, seconds: float = 400, rounds: int = 12) -> str:
    """Let time pass and the ticks do their work until nothing is under way."""
    for _ in range(rounds):
        deliver_money()
        payout.refresh_from_db()
        if payout.status not in ("submitting", "unknown"):
            break
        move_clock(seconds=seconds)
        transferring.resume_due()
    return payout.status


def transfers_at_stripe(simulator: SimulatorProcess) -> list[dict[str, Any]]:
    """Every transfer that Stripe made."""
    return list(simulator.control.dump()["objects"].get("transfer", []))


def assert_one_to_one(simulator: SimulatorProcess) -> None:
    """Every leg that left is one transfer at Stripe of its amount, also if it came back, and there is no other."""
    ours = {leg.transfer_id: leg.amount for leg in TransferLeg.objects.filter(status__in=LEG_LEFT)}
    assert {made["id"]: made["amount"] for made in transfers_at_stripe(simulator)} == ours


@pytest.fixture
def three_owed(funded: Callable[..., Contribution], solver: Solver) -> list[Payout]:
    """Three payouts of 100.00, 200.00 and 300.00 of a purse of 1,000.00, that nobody need approve."""
    funded("R", 100_000)
    people = [solver(name) for name in ("ann", "ben", "cat")]
    return create_many(purse_reference="R", awards=due(10_000, 20_000, 30_000, users=people))
