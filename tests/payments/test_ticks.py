"""What the clock does by itself: each tick of the money floor carries on what nobody told of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from payments.disputes import settling as disputing
from payments.models import BookCheck, Contribution, InboxEvent, Payee, Payout, PayoutReversal, Period
from payments.models import ReconciliationRun as Run
from payments.payees import onboarding
from payments.payouts import approving, reversing
from payments.payouts.resuming import CARRYING
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.simulator import GOOD, SimulatorProcess, fill
from workers.clock import laurel_now
from workers.models import Delivery, Event
from workers.registry import ticks

DAY = 24 * 3_600
ROOM = "payments.handlers."
Happened = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class World:
    """Stripe's stand-in, and who does what before the clock does the rest."""

    simulator: SimulatorProcess
    ask: Any
    funded: Any
    solver: Any
    award: Any
    finance: Any

    def owed(self, outcome: str | None = "complete") -> Payout:
        """A payout of 100.00 of a paid purse."""
        self.funded("R", 10_000)
        return self.award(10_000, self.solver(outcome=outcome))[0]


@pytest.fixture
def world(simulator, ask, funded, solver, award, finance):
    return World(simulator, ask, funded, solver, award, finance)


def is_now(**state: str) -> Happened:
    return lambda: Payout.objects.filter(**state).exists()


def paid_page(world: World) -> Happened:
    fill(world.ask().checkout_url, card=GOOD)
    return lambda: Contribution.objects.get().status == "settled"


def listed_news(world: World) -> Happened:
    fill(world.ask().checkout_url, card=GOOD)
    return InboxEvent.objects.filter(way="poll").exists


def finished_payee(world: World) -> Happened:
    fill(onboarding.start_onboarding(user=world.solver(outcome=None)), outcome="complete", country="US")
    return Payee.objects.filter(status="payable").exists


def bank_payout(world: World) -> Happened:
    world.owed()
    deliver_money()
    world.simulator.control.settle_everything()
    world.simulator.control.advance(4_000)
    return is_now(status="banked")


def doubtful_reversal(world: World) -> Happened:
    payout = world.owed()
    deliver_money()
    asked = reversing.propose(payout_id=payout.pk, by=world.finance("fay"), reason="A mistake.", outcome="unclaimed")
    reversing.agree(reversal_id=asked.pk, by=world.finance("abe"))
    world.simulator.control.fault("POST /v1/transfers/{id}/reversals", "drop_after")
    deliver_money()
    move_clock(seconds=DAY)
    return PayoutReversal.objects.filter(status="done").exists


def expired_wait(world: World) -> Happened:
    world.owed(outcome="stall")
    deliver_money()
    move_clock(seconds=181 * DAY)
    return is_now(status="expired")


def doubtful_transfer(world: World) -> Happened:
    world.owed()
    world.simulator.control.fault("POST /v1/transfers", "drop_after")
    deliver_money()
    move_clock(seconds=400)
    return is_now(status="transferred")


def standing_payout(world: World) -> Happened:
    approving.approve_if_enough(payout_id=world.owed().pk)
    Delivery.objects.filter(event__name__in=CARRYING, done_at=None).update(dead_at=laurel_now(), last_error="Gone.")
    move_clock(seconds=DAY)
    return is_now(status="transferred")


def passing_block(world: World) -> Happened:
    world.owed()
    Payout.objects.update(status="blocked", hold_reason="balance", due_at="2020-01-01T00:00Z")
    deliver_money()
    return is_now(status="transferred")


def evidence_due(world: World) -> Happened:
    opened = world.simulator.control.dispute(world.funded().charge_id)["id"]
    disputing.look(dispute_id=opened)
    move_clock(seconds=12 * DAY)
    return Event.objects.filter(name="dispute.due").exists


def booked_money(rows: Any) -> Callable[[World], Happened]:
    def story(world: World) -> Happened:
        world.funded()
        return rows.exists

    return story


STORIES: dict[str, Callable[[World], Happened]] = {
    "look_at_pages": paid_page,
    "read_what_stripe_lists": listed_news,
    "ask_about_waiting_payees": finished_payee,
    "ask_about_bank_payouts": bank_payout,
    "resume_reversals": doubtful_reversal,
    "look_after_waiting": expired_wait,
    "resume_transfers": doubtful_transfer,
    "resume_standing_payouts": standing_payout,
    "retry_blocked_payouts": passing_block,
    "look_after_disputes": evidence_due,
    "reconcile": booked_money(BookCheck.objects.filter(kind="reconcile")),
    "ask_for_the_hours_comparison": booked_money(Run.objects.filter(by=None)),
    "self_check": booked_money(BookCheck.objects.filter(kind="self_check")),
    "take_up_months": booked_money(Period.objects.all()),
}


def test_each_tick_of_the_money_floor_has_its_story():
    assert {name.removeprefix(ROOM) for name in ticks if name.startswith(ROOM)} == set(STORIES)


@pytest.mark.parametrize("name", STORIES)
def test_what_nobody_told_of_is_carried_on_by_the_clock(committed_db, world, name):
    has_happened = STORIES[name](world)
    assert not has_happened()
    ticks[ROOM + name].run()
    deliver_money()
    assert has_happened()
