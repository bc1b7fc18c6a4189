"""Running a delivery: once in the database, at least once outside, done, waiting or dead, never gone."""

import threading
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction
from structlog.testing import capture_logs

from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.workers import toys
from workers import delivery
from workers.delivery import Courier, Outcome, is_work_waiting
from workers.events import emit
from workers.models import Delivery
from workers.registry import handlers


def owed(toy, **fields):
    """The one delivery owed to a toy's handler, after changing it."""
    found = Delivery.objects.get(handler=f"workers.toys.{toy}")
    Delivery.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    return found


def test_an_error_undoes_the_effect_and_waits_for_its_backoff(sponsor):
    emit("toy.broken", subject=sponsor)
    assert Courier().deliver(owed("complain").pk) is Outcome.FAILED
    waiting = owed("complain")
    assert toys.effects("complained") == []
    assert (waiting.started, waiting.errors, waiting.done_at, waiting.dead_at) == (1, 1, None, None)
    assert waiting.last_error == "ValueError: This toy is broken."
    assert Courier().deliver(waiting.pk) is Outcome.NOTHING


def test_after_so_many_starts_a_delivery_is_dead(sponsor, settings):
    settings.DELIVERY_STARTS = 3
    emit("toy.broken", subject=sponsor)
    for _ in range(3):
        deliver_all(forgive=True)
        move_clock(seconds=3600)
    dead = owed("complain")
    assert (dead.started, dead.errors) == (3, 3)
    assert dead.dead_at is not None
    assert deliver_all() == 0
    assert len(toys.effects("called")) == 3  # at least once: nobody can take back a call


def test_one_that_kills_its_worker_each_time_is_dead_too(sponsor, settings):
    emit("toy.made", subject=sponsor)
    killer = owed("count", started=settings.DELIVERY_STARTS)
    assert Courier().deliver(killer.pk) is Outcome.DEAD
    assert owed("count").last_error == "Its worker died each time it was started."
    assert toys.effects("counted") == []


@pytest.mark.parametrize(("errors", "least", "most"), [(1, 0.75, 1.25), (2, 3, 5), (5, 192, 320), (50, 2700, 4500)])
def test_the_backoff_grows_to_a_cap(errors, least, most):
    assert all(least <= delivery.backoff_seconds(errors) <= most for _ in range(100))


def test_whatever_a_handler_logs_says_which_event_it_is_about(sponsor):
    event = emit("toy.late", subject=sponsor)
    deliver_all()
    assert toys.effects("toy.late") == [event.pk]


def test_an_unknown_handlers_delivery_waits(sponsor):
    emit("toy.made", subject=sponsor)
    unknown = owed("count", handler="workers.toys.of_tomorrow")
    assert Courier().deliver(unknown.pk) is Outcome.NOTHING
    assert Courier().deliver_next("default") is Outcome.NOTHING
    assert deliver_all() == 1
    assert Delivery.objects.waiting().get() == unknown
    assert unknown.started == 0


def test_a_delivery_under_lease_runs_nowhere_else_until_it_lapses(sponsor):
    emit("toy.made", subject=sponsor)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workers_delivery SET lease_token = %s, leased_until = clock_timestamp() + interval '9 s'", [uuid4()]
        )
        assert Courier().deliver(owed("send").pk) is Outcome.NOTHING
        cursor.execute("UPDATE workers_delivery SET leased_until = clock_timestamp()")
    assert Courier().deliver(owed("send").pk) is Outcome.DONE


def test_whoever_lost_the_lease_does_not_close_the_delivery(sponsor):
    emit("toy.made", subject=sponsor)
    run = delivery._start(delivery.BY_ID, owed("count").pk, uuid4())
    owed("count", lease_token=uuid4())
    assert delivery._run_inside(run) is False
    assert toys.effects("counted") == []
    assert owed("count").done_at is None


def test_a_queue_is_served_in_the_order_of_its_dues(sponsor):
    first, second = emit("toy.sent", subject=sponsor), emit("toy.sent", subject=sponsor)
    Delivery.objects.filter(event=first).update(due_at=toys.LONG_AFTER)
    Delivery.objects.filter(event=second).update(due_at=toys.LONG_AGO)
    assert Courier().deliver_next("mail") is Outcome.NOTHING
    assert Courier().deliver_next("default") is Outcome.DONE
    assert toys.effects("admired") == [second.pk]
    assert Courier().deliver_next("default") is Outcome.NOTHING


def test_a_call_outside_keeps_its_lease_as_long_as_it_runs_and_no_longer(sponsor, monkeypatch):
    courier, seen = Courier(), []

    def look(event):
        seen.append((courier.leases(), [owed("send").lease_token]))
        raise ConnectionError("Nobody answers.")

    send = "workers.toys.send"
    monkeypatch.setitem(handlers, send, replace(handlers[send], run=look))
    emit("toy.made", subject=sponsor)
    assert courier.deliver(owed("send").pk) is Outcome.FAILED
    ((renewed, leased),) = seen
    assert renewed == leased
    assert courier.leases() == []


def test_work_waits_in_a_queue_if_it_is_due_and_known_here(sponsor):
    assert not is_work_waiting("webhooks")
    emit("toy.made", subject=sponsor)
    assert is_work_waiting("webhooks")
    owed("send", due_at=toys.LONG_AFTER)
    assert not is_work_waiting("webhooks")
    owed("send", due_at=toys.LONG_AGO, handler="workers.toys.of_tomorrow")
    assert not is_work_waiting("webhooks")


def test_operators_read_in_the_log_what_failed_and_what_died(sponsor, settings):
    emit("toy.broken", subject=sponsor)
    with capture_logs() as lines:
        Courier().deliver(owed("complain").pk)
        Courier().deliver(owed("call_for_repair", started=settings.DELIVERY_STARTS).pk)
    told = [(line["event"], line["log_level"], line.get("started")) for line in lines]
    assert told == [("delivery_failed", "error", 1), ("delivery_died", "error", None)]


def test_fifty_workers_on_one_delivery_have_one_effect(committed_sponsor):
    with transaction.atomic():
        emit("toy.made", subject=committed_sponsor)
    pk, outcomes = owed("count").pk, []
    barrier = threading.Barrier(50)

    def work():
        barrier.wait()
        outcomes.append(Courier().deliver(pk))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(Outcome.DONE) == 1
    assert len(toys.effects("counted")) == 1
    assert owed("count").started == 1


@pytest.mark.parametrize(
    "change",
    [
        "done_at = laurel_now(), dead_at = laurel_now(), last_error = 'x'",
        "dead_at = laurel_now()",
        "errors = started + 1",
        "queue = 'nowhere'",
        "lease_token = gen_random_uuid()",
        "done_at = laurel_now(), lease_token = gen_random_uuid(), leased_until = laurel_now()",
        "skipped_reason = 'bored'",
        "event_id = (SELECT id FROM workers_event ORDER BY id LIMIT 1)",
    ],
)
def test_the_database_refuses_impossible_deliveries(sponsor, change):
    emit("toy.sent", subject=sponsor)
    later = emit("toy.sent", subject=sponsor)
    with connection.cursor() as cursor, pytest.raises(Error, match="delivery_"):
        cursor.execute(f"UPDATE workers_delivery SET {change} WHERE event_id = %s", [later.pk])


def test_an_unfinished_delivery_is_never_deleted(sponsor):
    emit("toy.sent", subject=sponsor)
    with pytest.raises(Error, match="Cannot delete"), transaction.atomic():
        Delivery.objects.all().delete()
    deliver_all()
    Delivery.objects.all().delete()
