"""Every alarm of docs/operations.md rings once because its cause is there, and is quiet after what its page says to do.

`make campaign NAME=gameday` is exactly this. Alarms that another test causes already are named with that test.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from payments.models import Payout
from payments.payouts import placing, reserving, settling, transferring
from payments.reconciliation import proving, reconciling, running
from payments.stripe.errors import StripeRefused
from tests.bounties.conftest import client_of, make_user
from tests.campaigns.house import money_floor_alone
from tests.campaigns.reporting import report
from tests.clock import move_clock
from tests.config.test_operations import ROOT
from tests.payments.conftest import ask, funded, payer
from tests.payments.deliveries import deliver_money
from tests.payments.people import award, solver
from tests.payments.stripe.conftest import Webhooks, event
from tests.workers.conftest import sponsor, toy_table
from workers.clock import real_now
from workers.delivery import Courier
from workers.events import emit
from workers.models import Delivery, ProcessBeat
from workers.replaying import skip_delivery

__all__ = ["ask", "award", "funded", "money_floor_alone", "payer", "solver", "sponsor", "toy_table"]

pytestmark = pytest.mark.django_db
ALARM = re.compile(r"^\| `(laurel_[a-z_]+)`(?: > (\d+))?", re.MULTILINE)
SECTION = re.compile(r"^### `(laurel_[a-z_]+)`", re.MULTILINE)
PAGE = (ROOT / "docs/operations.md").read_text()
THRESHOLDS = {name: float(limit or 0) for name, limit in ALARM.findall(PAGE)}
CAUSED_BY_OTHER_TESTS = {
    "laurel_appeals_upheld_by_clock": "awards/test_hearing.py::test_appeals_that_the_clock_upholds_are_counted",
    "laurel_disputes_due": "test_concluding.py::test_finance_is_reminded_before_evidence_is_due_and_then_daily",
    "laurel_disputes_unconcluded": "test_concluding.py::test_a_lost_dispute_that_nobody_concludes_is_told_daily",
    "laurel_service_clocks_breached": "test_desk_of_service_levels.py::test_what_is_late_is_a_queue_and_a_figure",
}


@dataclass(frozen=True)
class Stage:
    """What a game needs to break something, and to put it right."""

    ask_for: Callable[[str], Any]

    def __getattr__(self, name: str) -> Any:
        return self.ask_for(name)


def figure(name: str) -> float:
    lines = Client().get("/metrics").content.decode().splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith(f"{name} "))


def workers_are_away(stage: Stage) -> Callable[[], None]:
    Webhooks().send(event())
    move_clock(seconds=61)
    return deliver_money


def a_handler_fails_each_time(stage: Stage) -> Callable[[], None]:
    stage.settings.DELIVERY_STARTS = 1
    emit("toy.broken", subject=stage.sponsor)
    dead = Delivery.objects.get(handler="workers.toys.complain")
    Courier().deliver(dead.pk)
    return lambda: skip_delivery(delivery_id=dead.pk, reason="The toy is gone.", by=None) and None


def nobody_compares(stage: Stage) -> Callable[[], None]:
    assert stage.simulator
    reconciling.reconcile()
    move_clock(seconds=301)
    return lambda: reconciling.reconcile() and None


def no_whole_comparison_ends(stage: Stage) -> Callable[[], None]:
    assert stage.simulator
    compare_wholly()
    move_clock(seconds=7_201)
    return compare_wholly


def compare_wholly() -> None:
    run = running.ask(cause="command")
    running.make(run_id=run.pk)
    run.refresh_from_db()
    assert run.failure == ""


def stripe_knows_a_line_that_we_do_not(stage: Stage) -> Callable[[], None]:
    stage.simulator.control.move(-250, kind="adjustment", category="other_adjustment")
    reconciling.reconcile(grace=timedelta(0))

    def the_line_is_taken_back() -> None:
        stage.simulator.control.reset()
        empty_mirror()
        reconciling.reconcile(grace=timedelta(0))

    return the_line_is_taken_back


def nobody_looks_after_an_exception(stage: Stage) -> Callable[[], None]:
    put_right = stripe_knows_a_line_that_we_do_not(stage)
    move_clock(seconds=86_401)
    return put_right


def empty_mirror() -> None:
    """As if it had never been: at a real Stripe the line is explained or booked, which tests of remedies show."""
    by_hand("DELETE FROM payments_stripemovement")


def somebodys_hands_in_the_books(stage: Stage) -> Callable[[], None]:
    stage.funded("R", 10_000)
    by_hand("UPDATE payments_accountbalance SET balance = balance + 1")
    proving.self_check()

    def it_is_put_back() -> None:
        by_hand("UPDATE payments_accountbalance SET balance = balance - 1")
        proving.self_check()

    return it_is_put_back


def by_hand(statement: str) -> None:
    """Past every trigger, as only a superuser at the database could."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica; {statement}")
        cursor.execute("SET LOCAL session_replication_role = origin")


def stripes_news_waits(stage: Stage) -> Callable[[], None]:
    Webhooks().send(event())
    move_clock(seconds=3_601)
    return deliver_money


def stripe_gives_no_answer(stage: Stage) -> Callable[[], None]:
    stage.funded("R", 10_000)
    stage.award(10_000, stage.solver())
    stage.simulator.control.fault("POST /v1/transfers", "drop_after")
    deliver_money()

    def stripe_is_asked_again() -> None:
        move_clock(seconds=400)
        transferring.resume_due()
        deliver_money()

    return stripe_is_asked_again


def stripes_balance_is_too_small(stage: Stage) -> Callable[[], None]:
    stage.funded("R", 10_000)
    (payout,) = stage.award(10_000, stage.solver())
    Payout.objects.update(status="approved")
    attempt = reserving.reserve(payout_id=payout.pk)
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Not enough.", code="balance_insufficient"))
    move_clock(seconds=3_601)

    def it_is_topped_up() -> None:
        stage.simulator.control.add_funds(10_000)
        placing.retry_blocked()
        deliver_money()

    return it_is_topped_up


def the_leader_is_gone(stage: Stage) -> Callable[[], None]:
    beat(seconds_ago=16)
    return lambda: beat(seconds_ago=0)


def a_tick_hangs(stage: Stage) -> Callable[[], None]:
    beat(seconds_ago=0, lag_ms=6_000)
    return lambda: beat(seconds_ago=0)


def beat(*, seconds_ago: float, lag_ms: int = 0) -> None:
    at = real_now() - timedelta(seconds=seconds_ago)
    facts = {"started_at": at, "beat_at": at, "lag_ms": lag_ms}
    ProcessBeat.objects.update_or_create(kind="schedule", host="here", pid=1, defaults=facts)


def a_view_crashes(stage: Stage) -> Callable[[], None]:
    stage.settings.ROOT_URLCONF = "tests.config.api.toys"
    cache.delete("faults")
    caller = client_of(make_user())
    caller.raise_request_exception = False
    answer = caller.post("/api/v1/crashing", {"name": "A", "kind": "company"}, HTTP_IDEMPOTENCY_KEY="1")
    assert answer.status_code == 500
    stage.settings.ROOT_URLCONF = "config.urls"
    return lambda: cache.delete("faults") and None


GAMES: dict[str, Callable[[Stage], Callable[[], None]]] = {
    "laurel_oldest_delivery_seconds": workers_are_away,
    "laurel_deliveries_dead": a_handler_fails_each_time,
    "laurel_reconcile_age_seconds": nobody_compares,
    "laurel_reconciliation_run_age_seconds": no_whole_comparison_ends,
    "laurel_reconcile_unmatched": stripe_knows_a_line_that_we_do_not,
    "laurel_self_check_breaches": somebodys_hands_in_the_books,
    "laurel_exceptions_oldest_seconds": nobody_looks_after_an_exception,
    "laurel_inbox_oldest_seconds": stripes_news_waits,
    "laurel_payouts_doubtful": stripe_gives_no_answer,
    "laurel_payouts_without_balance": stripes_balance_is_too_small,
    "laurel_faults": a_view_crashes,
    "laurel_schedule_silent_seconds": the_leader_is_gone,
    "laurel_schedule_lag_seconds": a_tick_hangs,
}


# What an alarm's page looks at beside it: how many there are of what its figure gives the age of.
BESIDE_ALARMS = {
    "laurel_inbox_oldest_seconds": "laurel_inbox_unhandled",
    "laurel_exceptions_oldest_seconds": "laurel_exceptions_open",
}


@pytest.mark.parametrize("name", GAMES)
def test_an_alarm_rings_for_its_cause_and_is_quiet_after_its_remedy(name, request):
    put_right = GAMES[name](Stage(request.getfixturevalue))
    rang_at = figure(name)
    assert rang_at > THRESHOLDS[name]
    counted = BESIDE_ALARMS.get(name, name)
    assert figure(counted) > 0
    put_right()
    quiet_at = figure(name)
    report("gameday", {"alarm": name, "rings_above": THRESHOLDS[name], "rang_at": rang_at, "quiet_at": quiet_at})
    assert quiet_at <= THRESHOLDS[name]
    assert counted == name or figure(counted) == 0


def test_every_alarm_has_its_section_and_its_game():
    assert set(SECTION.findall(PAGE)) == set(THRESHOLDS) == set(GAMES) | set(CAUSED_BY_OTHER_TESTS)
    for named in CAUSED_BY_OTHER_TESTS.values():
        file, _, test = named.partition("::")
        assert any(f"def {test}(" in found.read_text() for found in (ROOT / "tests").rglob(file)), named
