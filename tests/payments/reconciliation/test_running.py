"""Whole comparisons: by the hour, on demand, signed off by another; and what everyone may see of them."""

from datetime import timedelta

import pytest

from payments.errors import IllegalMove, NotAllowed
from payments.models import InboxEvent, ReconciliationRun, SolvencyDay
from payments.reconciliation import running
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.solvency import solvency
from payments.stripe.inbox import accept
from payments.stripe.replaying import deliveries_of, replay
from tests.bounties.conftest import client_of
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Delivery

NOW = timedelta(0)


@pytest.fixture
def held(committed_db, simulator, funded):
    funded("R", 10_000)


def made(**asked):
    """A comparison that was asked for, made by its handler."""
    run = running.ask(**asked)
    deliver_all()
    return ReconciliationRun.objects.get(pk=run.pk)


def test_a_comparison_that_was_asked_for_says_what_it_found(held, finance, simulator):
    simulator.control.add_funds(777)
    reconcile(grace=NOW)
    run = made(by=finance("fay"))
    assert (run.lines_seen, run.matched, run.step, run.failure) == (2, 1, "done", "")
    (figure,) = run.figures
    assert (figure["held"], figure["difference"]) == (10_000, 777)
    assert [line.net for line in running.lines_of(run, matched=False)] == [777]
    assert [line.net for line in running.lines_of(run, matched=True)] == [10_165]


def test_two_who_ask_at_once_get_the_same_comparison(held, finance):
    assert running.ask(by=finance("fay")) == running.ask(by=finance("gil"))


def test_the_hour_s_comparison_is_made_once_an_hour(held):
    running.ask_by_the_hour()
    running.ask_by_the_hour()
    deliver_all()
    assert ReconciliationRun.objects.count() == 1
    move_clock(seconds=3_601)
    running.ask_by_the_hour()
    assert ReconciliationRun.objects.count() == 2


def test_who_asked_does_not_sign_off_and_nobody_signs_twice(held, finance):
    fay, gil = finance("fay"), finance("gil")
    run = made(by=fay)
    with pytest.raises(NotAllowed):
        running.sign_off(run_id=run.pk, by=fay, note="Mine.")
    assert running.sign_off(run_id=run.pk, by=gil, note="Looked through.").signed_by == gil
    with pytest.raises(IllegalMove):
        running.sign_off(run_id=run.pk, by=gil, note="Again.")


def test_without_an_answer_of_stripe_s_a_comparison_ends_as_failed(held, finance, simulator):
    for _ in range(3):  # a read is tried three times
        simulator.control.fault("GET /v1/balance_transactions", "drop_before")
    run = made(by=finance("fay"))
    assert run.failure
    with pytest.raises(IllegalMove):
        running.sign_off(run_id=run.pk, by=finance("gil"), note="Fine.")


def test_everyone_sees_what_is_held_against_what_stripe_has(held, finance):
    made(by=finance("fay"))
    answer = client_of(None).get("/api/v1/solvency")
    (row,) = answer.json()["currencies"]
    assert row == {
        "currency": "usd",
        "held": 10_000,
        "owed": 0,
        "stripe": 10_165,
        "ledger": 10_165,
        "difference": 0,
        "ratio_bp": 10_165,
        "is_covered": True,
    }
    assert "max-age=60" in answer["Cache-Control"]
    again = client_of(None).get("/api/v1/solvency", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    assert SolvencyDay.objects.get().held == 10_000


def test_old_figures_say_that_they_are_old(held, finance):
    made(by=finance("fay"))
    assert not solvency().is_stale
    move_clock(seconds=7_300)
    assert solvency().is_stale
    assert "These figures are old" in client_of(None).get("/solvency").content.decode()


def test_before_the_first_comparison_the_page_says_so(db):
    assert "not been compared with Stripe yet" in client_of(None).get("/solvency").content.decode()


def test_a_person_has_stripe_s_news_handled_again(committed_db, finance, payer):
    event = {"id": "evt_1", "type": "account.updated", "created": 1_790_000_000, "livemode": False}
    accept({**event, "data": {"object": {"id": "acct_none"}}}, way="poll")
    deliver_all()
    replay(event_id="evt_1", by=finance("fay"), reason="To be sure.")
    assert deliveries_of("evt_1").count() == 2
    with pytest.raises(NotAllowed):
        replay(event_id="evt_1", by=payer, reason="Why not.")


def test_news_that_the_engine_gave_up_get_their_starts_back_instead_of_being_told_anew(committed_db, finance):
    event = {"id": "evt_1", "type": "account.updated", "created": 1_790_000_000, "livemode": False}
    accept({**event, "data": {"object": {"id": "acct_none"}}}, way="poll")
    Delivery.objects.update(dead_at=laurel_now(), last_error="Stripe was away.", started=8)
    replay(event_id="evt_1", by=finance("fay"), reason="It is back.")
    (again,) = deliveries_of("evt_1")
    assert (again.dead_at, again.started) == (None, 0)
    deliver_all()
    assert InboxEvent.objects.get().handled_at
