"""Whole comparisons: by the hour, on demand, signed off by another; and what everyone may see of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from payments.errors import IllegalMove, NotAllowed
from payments.models import InboxEvent, ReconciliationRun, SolvencyDay
from payments.reconciliation import running
from payments.reconciliation.policies import ReasonNeeded
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.solvency import Solvency, history, solvency
from payments.stripe.inbox import accept
from payments.stripe.replaying import deliveries_of, replay
from tests.bounties.conftest import client_of
from tests.clock import move_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Delivery, Event

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
    assert (run.lines_seen, run.matched, run.unmatched, run.step, run.failure) == (2, 1, 1, "done", "")
    (figure,) = run.figures
    assert (figure["held"], figure["difference"]) == (10_000, 777)
    assert [line.net for line in running.lines_of(run, matched=False)] == [777]
    assert [line.net for line in running.lines_of(run, matched=True)] == [10_165]


def test_two_who_ask_at_once_get_the_same_comparison(held, finance):
    assert running.ask(by=finance("fay")) == running.ask(by=finance("gil"))


def test_only_a_maker_asks_for_a_comparison(db, payer):
    with pytest.raises(NotAllowed):
        running.ask(by=payer)
    assert not ReconciliationRun.objects.exists()


def test_the_hour_s_comparison_is_made_once_an_hour(held):
    running.ask_by_the_hour()
    deliver_all()
    move_clock(seconds=3_500)
    running.ask_by_the_hour()
    assert ReconciliationRun.objects.get().ended_at
    move_clock(seconds=101)
    running.ask_by_the_hour()
    assert ReconciliationRun.objects.count() == 2


def test_without_a_key_no_hour_asks_for_a_comparison(db, settings):
    settings.STRIPE_SECRET_KEY = ""
    running.ask_by_the_hour()
    assert not ReconciliationRun.objects.exists()


@pytest.mark.parametrize(("seconds", "is_given_up"), [(1_790, False), (1_810, True)])
def test_a_comparison_that_has_not_ended_for_half_an_hour_is_given_up(committed_db, simulator, seconds, is_given_up):
    dead = ReconciliationRun.objects.create(cause="command")
    running.ask(cause="clock")
    move_clock(seconds=seconds)
    if is_given_up:
        assert running.compare_now()[0].step == "done"
    else:
        with pytest.raises(IllegalMove, match="Another command"):
            running.compare_now()
    dead.refresh_from_db()
    assert (bool(dead.failure), bool(dead.ended_at), dead.step == "failed") == (is_given_up,) * 3
    told = Event.objects.filter(name="reconciliation.ended", subject_id=str(dead.pk))
    assert told.exists() == is_given_up


def test_a_comparison_has_seen_what_it_fetched_itself_and_nothing_later(held, finance, simulator):
    run = made(by=finance("fay"))
    simulator.control.add_funds(777)
    reconcile(grace=NOW)
    assert [line.net for line in running.lines_of(run)] == [10_165]
    assert run.lines_seen == running.lines_of(run, matched=True).count() == 1


def test_the_end_of_a_comparison_is_told_with_what_it_did_to_the_list(held, finance, simulator):
    simulator.control.add_funds(777)
    reconcile(grace=NOW)
    simulator.control.move(-250, kind="stripe_fee", category="fee")
    reconcile()  # sees it, and gives it time
    move_clock(seconds=100)
    fay = finance("fay")
    run = made(by=fay)
    told = Event.objects.get(name="reconciliation.ended")
    assert (run.opened, run.closed, told.actor_id) == (1, 0, fay.pk)
    assert (told.payload["opened"], told.payload["closed"]) == (1, 0)


def test_who_asked_does_not_sign_off_and_nobody_signs_twice(held, finance):
    fay, gil = finance("fay"), finance("gil")
    run = made(by=fay)
    with pytest.raises(NotAllowed):
        running.sign_off(run_id=run.pk, by=fay, note="Mine.")
    assert running.sign_off(run_id=run.pk, by=gil, note=" Looked through. ").signed_by == gil
    run.refresh_from_db()
    assert (run.signed_by, run.note, run.signed_at >= run.ended_at) == (gil, "Looked through.", True)
    told = Event.objects.get(name="reconciliation.signed")
    assert (told.actor_id, told.payload["reason"]) == (gil.pk, "Looked through.")
    with pytest.raises(IllegalMove):
        running.sign_off(run_id=run.pk, by=gil, note="Again.")


def test_only_a_checker_signs_off_and_says_what_they_saw(held, finance):
    run = made(cause="clock")
    maker = finance("mia")
    maker.groups.set(Group.objects.filter(name="maker"))
    with pytest.raises(NotAllowed):
        running.sign_off(run_id=run.pk, by=maker, note="Fine.")
    with pytest.raises(ReasonNeeded):
        running.sign_off(run_id=run.pk, by=finance("gil"), note=" ")
    run.refresh_from_db()
    assert run.signed_at is None


def test_a_comparison_under_way_is_not_signed_off(db, finance):
    run = running.ask(by=finance("fay"))
    with pytest.raises(IllegalMove, match="came to its end"):
        running.sign_off(run_id=run.pk, by=finance("gil"), note="Fine.")


def test_without_an_answer_of_stripe_s_a_comparison_ends_as_failed(held, finance, simulator):
    for _ in range(3):  # a read is tried three times
        simulator.control.fault("GET /v1/balance_transactions", "drop_before")
    run = made(by=finance("fay"))
    assert (bool(run.failure), run.step, bool(run.ended_at)) == (True, "failed", True)
    assert Event.objects.filter(name="reconciliation.ended", subject_id=str(run.pk)).exists()
    assert not SolvencyDay.objects.exists()
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


@pytest.mark.parametrize(
    ("held", "owed", "stripe", "is_covered", "ratio_bp"),
    [
        (6_000, 4_000, 10_000, True, 10_000),
        (6_000, 4_000, 9_999, False, 9_999),
        (6_000, 4_000, 3_000, False, 3_000),
        (0, 3, 1, False, 3_333),
        (0, 0, 0, True, None),
    ],
)
def test_cover_is_of_all_that_is_held_and_owed_together(db, held, owed, stripe, is_covered, ratio_bp):
    figures = {"currency": "usd", "held": held, "owed": owed, "stripe": stripe, "difference": 5}
    ReconciliationRun.objects.create(cause="command", ended_at=laurel_now(), figures=[figures])
    (row,) = client_of(None).get("/api/v1/solvency").json()["currencies"]
    assert (row["is_covered"], row["ratio_bp"]) == (is_covered, ratio_bp)
    assert (row["ledger"], row["difference"]) == (stripe - 5, 5)


def test_a_day_keeps_its_last_comparison_and_a_month_of_days_is_shown(held, finance, simulator):
    made(by=finance("fay"))
    simulator.control.add_funds(777)
    made(by=finance("gil"))
    (kept,) = SolvencyDay.objects.all()
    assert (kept.owed, kept.stripe, kept.ledger, kept.difference) == (0, 10_942, 10_165, 777)
    for days in (29, 30):
        SolvencyDay.objects.create(
            day=kept.day - timedelta(days=days), currency="usd", held=1, owed=0, stripe=1, ledger=1, at=kept.at
        )
    assert [kept.day - row.day for row in history()] == [timedelta(days=29), NOW]


def test_old_figures_say_that_they_are_old(held, finance):
    made(by=finance("fay"))
    assert not solvency().is_stale
    move_clock(seconds=7_100)
    assert not solvency().is_stale
    move_clock(seconds=200)
    assert solvency().is_stale
    assert "These figures are old" in client_of(None).get("/solvency").content.decode()


def test_before_the_first_comparison_the_page_says_so(db):
    assert solvency() == Solvency(at=None, is_stale=True, unmatched=0, covers=())
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
