"""Who is gone holds no leases; who is there keeps them, and who lost a session comes back under its number."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from structlog.testing import capture_logs

from tests.workers.conftest import without_postgresql
from tests.workers.crew import wait_until
from workers import presence
from workers.beating import Heart
from workers.connecting import dedicated_connection, has_ended
from workers.delivery import BY_ID, Courier, Outcome, _close, _fail, _start
from workers.events import emit
from workers.metrics import engine_figures
from workers.models import Delivery, Presence, ProcessBeat
from workers.presence import Attendance
from workers.relay import run_relay


@pytest.fixture
def own(committed_sponsor):
    with dedicated_connection("relay") as own:
        yield own


@pytest.fixture
def heart(committed_sponsor):
    heart = Heart(ProcessBeat.Kind.WORKER)
    assert heart.keep_beating() == heart.number
    yield heart
    heart._hang_up()


def begun(sponsor, number):
    """A call outside that a worker has begun under this number."""
    with transaction.atomic():
        event = emit("toy.made", subject=sponsor)
    sent = Delivery.objects.get(event=event, queue="webhooks")
    return _start(BY_ID, sent.pk, presence.new_token(number))


def end(session):
    """And wait until the server has ended it too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [session.info.backend_pid])


def missed_long_enough(attendance, own):
    """Look twice, as if the grace had passed between."""
    attendance.free_leases_of_the_gone(own)
    attendance.missed_since = {
        number: since - presence.GRACE_SECONDS for number, since in attendance.missed_since.items()
    }
    return attendance.free_leases_of_the_gone(own)


def test_the_leases_of_a_worker_that_is_gone_are_free_after_its_grace(own, heart, committed_sponsor):
    run, rival = begun(committed_sponsor, heart.number), Courier()
    end(heart.connection)
    attendance = Attendance()
    assert attendance.free_leases_of_the_gone(own) == 0
    assert rival.deliver(run.delivery_id) is Outcome.NOTHING
    assert missed_long_enough(attendance, own) == 1
    assert rival.deliver(run.delivery_id) is Outcome.DONE
    assert (Presence.objects.count(), missed_long_enough(attendance, own)) == (0, 0)


def test_who_is_there_keeps_its_leases_and_so_do_those_whom_nobody_would_miss(own, heart, committed_sponsor):
    runs = [begun(committed_sponsor, number) for number in (heart.number, presence.NOBODY, presence.new_number())]
    assert missed_long_enough(Attendance(), own) == 0
    assert [Courier().deliver(run.delivery_id) for run in runs] == [Outcome.NOTHING] * 3


def test_a_worker_whose_session_was_cut_is_back_under_its_number_before_it_is_missed(own, heart, committed_sponsor):
    run, attendance, old = begun(committed_sponsor, heart.number), Attendance(), heart.connection
    end(old)
    attendance.free_leases_of_the_gone(own)
    assert heart.keep_beating([run.token]) == heart.number
    assert old.closed
    assert missed_long_enough(attendance, own) == 0
    assert Courier().deliver(run.delivery_id) is Outcome.NOTHING


def test_a_worker_that_cannot_come_back_is_nobody_until_it_can(heart):
    end(heart.connection)
    with without_postgresql():
        assert heart.keep_beating() == presence.NOBODY
    assert heart.keep_beating() == heart.number


def test_a_worker_that_was_only_missed_may_still_close_what_nobody_took(own, heart, committed_sponsor):
    run = begun(committed_sponsor, heart.number)
    end(heart.connection)
    assert missed_long_enough(Attendance(), own) == 1
    assert _close(run) is True
    assert Courier().deliver(run.delivery_id) is Outcome.NOTHING


def test_the_metrics_count_who_is_there(heart):
    with dedicated_connection("worker") as other:
        presence.take(other, presence.new_number())
        assert [figure.value for figure in engine_figures() if figure.name == "laurel_workers_present"] == [2]
        end(other)
    assert [figure.value for figure in engine_figures() if figure.name == "laurel_workers_present"] == [1]


def test_a_worker_that_was_forgotten_signs_again_with_its_next_beat(heart):
    Presence.objects.all().delete()
    heart.beat()
    assert Presence.objects.get().number == heart.number


def test_a_new_session_holds_the_number_while_the_server_still_believes_in_the_old_one(own, heart, committed_sponsor):
    with dedicated_connection("worker") as new:
        presence.take(new, heart.number)
        run = begun(committed_sponsor, heart.number)
        end(heart.connection)
        assert missed_long_enough(Attendance(), own) == 0
        end(new)
    assert missed_long_enough(Attendance(), own) == 1
    assert Courier().deliver(run.delivery_id) is Outcome.DONE


def test_a_workers_number_is_never_nobodys_and_fits_into_a_token(monkeypatch):
    monkeypatch.setattr(presence.secrets, "randbelow", lambda bound: 0)
    assert presence.new_number() == presence.NOBODY + 1
    monkeypatch.setattr(presence.secrets, "randbelow", lambda bound: bound - 1)
    assert presence.new_number() == presence.NUMBERS == 2**31 - 1


@pytest.mark.parametrize("number", [1, presence.NUMBERS])
def test_each_number_is_found_again_in_its_tokens(own, committed_sponsor, number):
    with dedicated_connection("worker") as worker:
        presence.take(worker, number)
        begun(committed_sponsor, number)
        assert missed_long_enough(Attendance(), own) == 0
        end(worker)
    assert missed_long_enough(Attendance(), own) == 1


def cut_own_session():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()
    with dedicated_connection("chaos") as chaos:
        chaos.execute("SELECT pg_terminate_backend(%s, 5000)", pid)


def test_a_call_outside_is_closed_though_its_session_was_cut_meanwhile(committed_sponsor):
    run = begun(committed_sponsor, presence.NOBODY)
    cut_own_session()
    assert _close(run) is True
    assert Delivery.objects.get(pk=run.delivery_id).done_at


def test_a_call_outside_that_failed_because_its_session_was_cut_waits_for_its_backoff_and_no_lease(committed_sponsor):
    run = begun(committed_sponsor, presence.NOBODY)
    cut_own_session()
    _fail(run, ConnectionError("It was cut."))
    failed = Delivery.objects.get(pk=run.delivery_id)
    assert (failed.errors, failed.lease_token) == (1, None)


def test_a_session_has_ended_whichever_side_hung_up(own, committed_sponsor):
    with dedicated_connection("other") as other:
        assert not has_ended(other)
        end(other)
        assert has_ended(other)
    own.close()
    assert has_ended(own)


def test_a_relay_without_redis_frees_what_the_gone_held_and_says_once_what_it_lost(heart, committed_sponsor, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    run, stop = begun(committed_sponsor, heart.number), Event()
    end(heart.connection)
    relay = Thread(target=run_relay, args=[stop])
    with capture_logs() as lines:
        relay.start()
        wait_until(lambda: "leases_of_the_gone_freed" in [line["event"] for line in lines], seconds=9)
        stop.set()
        relay.join()
    assert [line["event"] for line in lines].count("relay_lost_redis") == 1
    assert Courier().deliver(run.delivery_id) is Outcome.DONE
