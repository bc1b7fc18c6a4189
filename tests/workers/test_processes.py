"""Real relays and workers, one situation each."""

import signal
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from tests.workers import toys
from tests.workers.crew import count, wait_until
from tests.workers.forked import ended
from workers.delivery import OUTSIDE_LEASE_SECONDS
from workers.events import emit

LEFT_SECONDS, CALL_SECONDS = 5, 9  # of an aged lease, renewed every two seconds; another worker looks within two


def make_toys(sponsor, number, name="toy.made", **payload):
    for _ in range(number):
        with transaction.atomic():
            emit(name, subject=sponsor, payload=payload)


def all_done():
    return not toys.owed().waiting().exists()


def is_leased():
    return toys.owed().filter(lease_token__isnull=False).exists()


def age_lease(*, seconds):
    """As if so much of it had passed already."""
    toys.owed().filter(lease_token__isnull=False).update(leased_until=F("leased_until") - timedelta(seconds=seconds))


def test_events_flow_from_a_commit_to_their_effects(crew, committed_sponsor):
    crew.start("relay")
    crew.start("worker")
    crew.wait_for_beats("relay", "worker")
    make_toys(committed_sponsor, 50)
    wait_until(all_done, seconds=60)
    assert len(toys.effects("counted")) == len(set(toys.effects("counted"))) == 50
    assert len(toys.effects("sent")) >= 50
    assert toys.owed().filter(errors__gt=0).count() == 0


def test_without_redis_workers_find_their_work_in_postgresql(crew, committed_sponsor):
    crew.valkey.stop()
    crew.start("relay")
    crew.start("worker")
    make_toys(committed_sponsor, 20)
    wait_until(all_done, seconds=60)
    assert len(toys.effects("counted")) == 20


def test_a_deadline_is_acted_on_within_a_second_without_redis_and_workers(crew, committed_sponsor):
    crew.valkey.stop()
    crew.start("relay")
    crew.wait_for_beats("schedule")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO toy_deadline SELECT laurel_now() + n * interval '1 s' FROM generate_series(1, 3) n")

    wait_until(lambda: count("SELECT count(*) FROM toy_deadline WHERE acted_at IS NULL") == 0, seconds=10)
    # The best of three, so that a busy machine fails no test.
    assert count("SELECT count(*) FROM toy_deadline WHERE acted_at - due_at <= interval '1 s'") > 0


def test_another_relay_leads_when_the_leader_is_killed(crew, committed_sponsor):
    first = crew.start("relay")
    crew.wait_for_beats("schedule")
    crew.start("relay")
    crew.kill(first)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO toy_deadline SELECT laurel_now()")
    wait_until(lambda: count("SELECT count(*) FROM toy_deadline WHERE acted_at IS NULL") == 0, seconds=60)


def test_slow_mail_does_not_keep_the_others_waiting(crew, committed_sponsor):
    make_toys(committed_sponsor, 40, name="toy.stuck", seconds=60)
    crew.start("relay")
    crew.start("worker")
    wait_until(lambda: toys.owed().filter(queue="mail", lease_token__isnull=False).count() == 2, seconds=60)
    make_toys(committed_sponsor, 20)
    wait_until(lambda: not toys.owed().waiting().exclude(queue="mail").exists(), seconds=60)
    assert toys.owed().filter(queue="mail", done_at__isnull=False).count() == 0


def test_a_handler_that_kills_its_worker_dies_after_so_many_starts(crew, committed_sponsor):
    crew.start("relay")
    make_toys(committed_sponsor, 1, name="toy.exploded")
    assert ended(crew.start("worker", "--queues=deadlines", DELIVERY_STARTS=1)) == -signal.SIGKILL
    crew.start("worker", "--queues=deadlines", DELIVERY_STARTS=1)
    wait_until(lambda: toys.owed().dead().exists(), seconds=60)
    assert toys.owed().get().started == 2


@pytest.mark.parametrize("dead_redis", [False, True])
def test_a_stopped_worker_finishes_what_it_runs_and_leaves_the_rest(crew, committed_sponsor, dead_redis):
    if dead_redis:
        crew.valkey.stop()
    make_toys(committed_sponsor, 4, name="toy.stuck", seconds=1.5)
    crew.start("relay")
    worker = crew.start("worker", "--queues=mail")
    wait_until(lambda: toys.owed().filter(lease_token__isnull=False).count() == 2, seconds=60)
    worker.terminate()
    assert ended(worker) == 0
    assert len(toys.effects("dawdled")) == 2
    assert toys.owed().filter(done_at__isnull=False).count() == 2
    assert toys.owed().filter(lease_token__isnull=False).count() == 0
    assert toys.owed().filter(started=0).count() == 2


def test_a_long_call_outside_is_made_once_while_its_worker_lives_and_again_when_it_is_killed(crew, committed_sponsor):
    make_toys(committed_sponsor, 1, name="toy.stuck", seconds=CALL_SECONDS)
    crew.start("relay")
    workers = [crew.start("worker", "--queues=mail") for _ in range(2)]
    wait_until(is_leased, seconds=60)
    age_lease(seconds=OUTSIDE_LEASE_SECONDS - LEFT_SECONDS)
    wait_until(all_done, seconds=60)
    assert (len(toys.effects("dawdled")), toys.owed().get().started) == (1, 1)
    make_toys(committed_sponsor, 1, name="toy.stuck", seconds=2)
    wait_until(is_leased, seconds=60)
    for worker in workers:
        crew.kill(worker)
    crew.start("worker", "--queues=mail")
    wait_until(all_done, seconds=60)
    assert "leases_of_the_gone_freed" in (crew.folder / "relay-0.log").read_text()  # not one of them had to lapse
    assert (len(toys.effects("dawdled")), toys.owed().latest("due_at").started) == (2, 2)


def test_a_stopped_worker_gives_back_what_it_cannot_finish_in_time(crew, committed_sponsor):
    make_toys(committed_sponsor, 1, name="toy.stuck", seconds=60)
    crew.start("relay")
    worker = crew.start("worker", "--queues=mail", "--grace=0.5")
    wait_until(lambda: toys.owed().filter(lease_token__isnull=False).count() == 1, seconds=60)
    worker.terminate()
    assert ended(worker) == 0
    waiting = toys.owed().waiting().get()
    assert (waiting.lease_token, waiting.errors) == (None, 0)


def test_a_stopped_relay_ends_cleanly(crew):
    relay = crew.start("relay")
    crew.wait_for_beats("relay", "schedule")
    relay.terminate()
    assert ended(relay) == 0


def test_a_relay_goes_on_when_redis_and_then_postgresql_are_back(crew, committed_sponsor):
    relay = crew.start("relay")
    crew.wait_for_beats("relay")
    crew.valkey.stop()
    wait_until(lambda: "relay_lost_redis" in crew.said(), seconds=60)
    crew.valkey.start()
    wait_until(lambda: "relay_found_redis_again" in crew.said(), seconds=60)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE application_name = 'laurel relay' AND datname = current_database()"
        )
    wait_until(lambda: "relay_lost_postgresql" in crew.said(), seconds=60)
    make_toys(committed_sponsor, 1, name="toy.sent")
    wait_until(lambda: toys.owed().filter(leased_until__isnull=False).exists(), seconds=60)  # a worker was woken for it
    relay.terminate()
    assert ended(relay) == 0
