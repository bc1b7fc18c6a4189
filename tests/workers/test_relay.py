"""The relay wakes workers for what is due, and neither floods nor forgets; leases are renewed and given back."""

import socket
from contextlib import contextmanager, suppress
from datetime import timedelta
from threading import Event, Thread
from uuid import uuid4

import dramatiq
import pytest
import redis
from django.db import connection, transaction
from django.db.models import F
from structlog.testing import capture_logs

from tests.clock import move_clock
from tests.workers.conftest import without_postgresql
from tests.workers.crew import wait_until
from tests.workers.test_schedule import gone
from workers import relay
from workers.beating import Heart
from workers.broker import WakeBroker
from workers.clock import laurel_now
from workers.connecting import dedicated_connection
from workers.events import emit
from workers.models import Delivery, ProcessBeat
from workers.relay import run_relay, wake_due


@pytest.fixture
def own(committed_sponsor):
    with dedicated_connection("test") as own:
        yield own


def commit(sponsor, *names, **about):
    with transaction.atomic():
        for name in names:
            emit(name, subject=sponsor, **about)


def test_each_due_delivery_is_woken_once_per_lease(broker, own, committed_sponsor):
    commit(committed_sponsor, "toy.made", "toy.sent")
    assert wake_due(own, broker) == 3
    assert dict(zip(relay.QUEUES, broker.backlog(relay.QUEUES), strict=True)) == {
        "money": 0, "deadlines": 0, "default": 2, "mail": 0, "webhooks": 1, "pictures": 0,
    }  # fmt: skip
    assert wake_due(own, broker) == 0
    own.execute("UPDATE workers_delivery SET leased_until = clock_timestamp()")
    assert wake_due(own, broker) == 3


def test_what_was_woken_and_not_begun_is_woken_again_after_a_second_where_nothing_is_unread(
    broker, own, committed_sponsor
):
    commit(committed_sponsor, "toy.sent")
    assert wake_due(own, broker) == 1
    broker.client.flushdb()
    assert wake_due(own, broker) == 0
    Delivery.objects.update(leased_until=F("leased_until") - timedelta(seconds=1))
    broker.client.rpush("laurel:default", "unread")
    assert wake_due(own, broker) == 0
    broker.client.flushdb()
    Delivery.objects.update(lease_token=uuid4())  # somebody runs it
    assert wake_due(own, broker) == 0
    Delivery.objects.update(lease_token=None)
    assert wake_due(own, broker) == 1


def test_what_is_not_due_or_ended_or_running_is_not_woken(broker, own, committed_sponsor):
    commit(committed_sponsor, "toy.sent", due_at=laurel_now() + timedelta(hours=1))
    assert wake_due(own, broker) == 0
    move_clock(seconds=3601)
    assert wake_due(own, broker) == 1
    Delivery.objects.update(leased_until=None, done_at=laurel_now())
    assert wake_due(own, broker) == 0
    Delivery.objects.update(done_at=None, dead_at=laurel_now(), last_error="x")
    assert wake_due(own, broker) == 0
    Delivery.objects.update(dead_at=None)
    with transaction.atomic():
        Delivery.objects.select_for_update().get()
        assert wake_due(own, broker) == 0
    assert wake_due(own, broker) == 1


def test_a_slow_queue_is_not_flooded_and_keeps_no_other_waiting(broker, own, committed_sponsor):
    broker.client.rpush("laurel:mail", *range(relay.MOST_UNREAD))
    commit(committed_sponsor, "toy.stuck", "toy.sent")
    assert wake_due(own, broker) == 1
    assert Delivery.objects.get(queue="mail").leased_until is None
    broker.client.delete("laurel:mail")
    assert wake_due(own, broker) == 1


def test_without_redis_nothing_is_claimed(own, committed_sponsor, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    commit(committed_sponsor, "toy.sent")
    with pytest.raises(redis.ConnectionError):
        wake_due(own, WakeBroker())
    assert Delivery.objects.get().leased_until is None


def test_a_stock_dramatiq_worker_reads_the_wake_ups(broker, own, committed_sponsor):
    """Wake-ups are written in Dramatiq's own layout, many at once; this is what notices if that changes."""
    commit(committed_sponsor, "toy.sent", "toy.sent")
    wake_due(own, broker)
    woken = []
    broker.declare_queue("default")
    dramatiq.actor(broker=broker, actor_name="deliver", queue_name="default")(woken.append)
    worker = dramatiq.Worker(broker, worker_threads=1, worker_timeout=50)
    worker.start()
    wait_until(lambda: len(woken) == 2, seconds=10)
    worker.stop()
    assert sorted(woken) == sorted(str(pk) for pk in Delivery.objects.values_list("pk", flat=True))
    assert broker.client.hlen("laurel:default.msgs") == 0


def test_a_heart_renews_the_leases_of_what_runs_and_gives_them_back(committed_sponsor):
    commit(committed_sponsor, "toy.stuck", "toy.stuck", payload={"seconds": 0})
    mine, other = Delivery.objects.order_by("id")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workers_delivery SET lease_token = gen_random_uuid(), leased_until = clock_timestamp()"
            " - interval '1 s'"
        )
    mine.refresh_from_db()
    other.refresh_from_db()
    lapsed = mine.leased_until, other.leased_until
    heart = Heart(ProcessBeat.Kind.WORKER)
    heart.beat([mine.lease_token, uuid4()])
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.leased_until > lapsed[0] + timedelta(seconds=9)
    assert other.leased_until == lapsed[1]
    heart.release([mine.lease_token])
    mine.refresh_from_db()
    assert (mine.lease_token, mine.leased_until) == (None, None)
    assert ProcessBeat.objects.get().kind == "worker"


def test_a_heart_beats_again_after_its_connection_was_cut(committed_sponsor):
    heart = Heart(ProcessBeat.Kind.WORKER)
    heart.beat()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [heart.connection.info.backend_pid])
    heart.beat()
    before = ProcessBeat.objects.get().beat_at
    heart.beat()
    assert ProcessBeat.objects.get().beat_at > before


def test_a_commit_with_deliveries_notifies_the_relay(own, committed_sponsor):
    own.execute("LISTEN laurel_deliveries")
    commit(committed_sponsor, "toy.sent")
    assert [note.channel for note in own.notifies(timeout=5, stop_after=1)] == ["laurel_deliveries"]


@contextmanager
def relaying(own, monkeypatch):
    """A relay in a thread of this process, which looks by itself once and then only when it is told of something."""
    monkeypatch.setattr(relay, "POLL_SECONDS", 60)
    stop = Event()
    thread = Thread(target=run_relay, args=[stop])
    with capture_logs() as lines:
        thread.start()
        yield lines
        stop.set()
        own.execute("NOTIFY laurel_deliveries")
        thread.join(20)
    assert not thread.is_alive()


def at_rest(own):
    """Whether the relay's session has asked for nothing since the last look."""
    looks = [None]

    def rests():
        looks.append(own.execute(RESTS).fetchone())
        return looks[-1] == looks[-2] is not None

    return rests


RESTS = """SELECT state_change FROM pg_stat_activity
    WHERE application_name = 'laurel relay' AND datname = current_database() AND state = 'idle'"""


def test_a_relay_rests_until_it_is_told_of_a_delivery_and_rests_again(broker, own, committed_sponsor, monkeypatch):
    gone("relay")
    with relaying(own, monkeypatch) as lines:
        wait_until(at_rest(own), seconds=10)
        assert ProcessBeat.objects.get().host != "gone"  # its first beat forgets who was there days ago
        for _ in range(2):
            wait_until(at_rest(own), seconds=10)
            commit(committed_sponsor, "toy.sent")
            wait_until(lambda: not Delivery.objects.filter(leased_until=None).exists(), seconds=10)
        wait_until(at_rest(own), seconds=10)
    assert lines == []


def test_a_relay_that_finds_no_postgresql_rests_before_it_looks_again(own, monkeypatch):
    with without_postgresql(), relaying(own, monkeypatch) as lines:
        wait_until(lambda: lines, seconds=10)
        Event().wait(0.1)
    assert [line["event"] for line in lines] == ["relay_lost_postgresql"]


def test_a_relay_that_finds_no_redis_rests_before_it_looks_again(own, monkeypatch, settings):
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.REDIS_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        server.settimeout(10)
        with relaying(own, monkeypatch):
            calls = 0
            with suppress(TimeoutError):
                while calls < 10:
                    server.accept()[0].close()
                    calls += 1
                    server.settimeout(0.3)
    assert 1 <= calls < 10
