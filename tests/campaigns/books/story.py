"""One story: how it begins, what every rule of it uses, what must hold after each, and how it comes to rest."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition

from bounties.awards import accepting, confirming, disqualifying, laddering, overdue, ruling
from bounties.challenges import publishing
from bounties.entries import closing, screening
from bounties.errors import BountyError
from payments.errors import PaymentError
from payments.payouts import expiring, resuming, reversing, transferring
from payments.stripe import poller
from tests.campaigns import proofs
from tests.campaigns.books import proving
from tests.campaigns.books.oracle import Oracle
from tests.campaigns.books.world import FORMATS, World
from tests.campaigns.refusals import name_of
from tests.campaigns.reporting import Progress
from tests.clock import move_clock
from workers.delivery import Courier
from workers.models import Delivery
from workers.registry import handlers

DUE = """SELECT id FROM workers_delivery WHERE done_at IS NULL AND dead_at IS NULL AND due_at <= laurel_now()
    AND lease_token IS NULL AND handler = ANY(%s) ORDER BY due_at, id LIMIT 100"""
MOST_DELIVERIES, MOST_ROUNDS = 3_000, 12
# What the clock alone does; Stripe is asked by `hear` and by the poller at the end.
TICKS: list[Callable[[], Any]] = [
    *(publishing.open_due, closing.close_due, screening.settle_due, laddering.climb_due, confirming.confirm_due),
    *(ruling.uphold_due, accepting.forfeit_due, overdue.end_due, disqualifying.drop_due),
    *(transferring.resume_due, reversing.resume_due, resuming.resume_standing, expiring.look_after_waiting),
]


class Run:
    """What all stories of one run share; Hypothesis makes the machines itself."""

    world: World
    progress: Progress
    steps: int
    told: int = 0
    played: Counter[str] = Counter()


def late(rule: Any) -> Any:
    """What ends a story's possibilities comes in the later half of it."""
    return precondition(lambda self: self.steps > Run.steps // 2)(rule)


class Story(RuleBasedStateMachine):
    """What every rule leans on; the rules are in money.py and lives.py."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Run.world
        self.world.again()
        self.stripe = self.world.stripe
        self.oracle = Oracle({key: name for name, key in self.world.challenges.items()})
        self.steps, self.heard = 0, set[str]()
        self.courier = Courier()

    def play(self, name: str, act: Callable[[], Any]) -> Any:
        """An act that the rules may refuse; whatever else goes wrong fails the run. Gives what it gave, or None."""
        given = None
        try:
            given = act()
        except (PaymentError, BountyError, IntegrityError) as refusal:
            name = f"{name} refused ({name_of(refusal)})"
        Run.played[name] += 1
        return given

    def work(self) -> None:
        """What relay and workers do until nothing is due."""
        for _ in range(MOST_DELIVERIES):
            with connection.cursor() as cursor:
                cursor.execute(DUE, [list(handlers)])
                due = cursor.fetchall()
            if not due:
                return
            for (key,) in due:
                self.courier.deliver(key)
        raise AssertionError("Deliveries cause deliveries without an end.")

    def let_pass(self, seconds: float) -> None:
        """Time, and what the clock and the workers do then."""
        self.work()
        move_clock(seconds=seconds)
        for tick in TICKS:
            tick()
        self.work()

    def at_stripe(self, kind: str) -> list[dict[str, Any]]:
        return self.world.file.objects(kind)

    @invariant()
    def a_step_is_counted(self) -> None:
        """Which rules may come next hangs on what was drawn, as Hypothesis asks, and never on what an act came to."""
        self.steps += 1

    @invariant()
    def the_books_hold(self) -> None:
        assert_none(proving.breaches(self.at_stripe("transfer")))

    @invariant()
    def everyone_has_what_was_promised(self) -> None:
        assert_none(self.oracle.breaches())

    def teardown(self) -> None:
        """M5: once everything was heard and done, Stripe's objects and our rows correspond one to one."""
        self.stripe.control.forget_faults()
        for _ in range(MOST_ROUNDS):
            poller.poll()
            self.let_pass(400)
            if not (left := self.oracle.breaches(at_rest=True)):
                break
        for found in (left, proofs.unmatched(self.at_stripe("transfer")), proofs.breaches(), self.failed()):
            assert_none(found)
        self.the_books_hold()
        Run.told += 1
        Run.progress.at(Run.told, acts=Run.played.total())

    def failed(self) -> list[Any]:
        """No handler fails but for Stripe's sake, and none is given up."""
        errors = Delivery.objects.exclude(last_error="").exclude(last_error__startswith="StripeUnavailable")
        return list((errors | Delivery.objects.dead()).values_list("handler", "last_error"))


def assert_none(found: list[Any]) -> None:
    """Say what was found, for pytest shows nothing of a machine's own values."""
    assert not found, found


__all__ = ["FORMATS", "Run", "Story", "late"]
