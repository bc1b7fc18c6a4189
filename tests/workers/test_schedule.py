"""Ticks and their pace."""

from threading import Event, Thread

import pytest
from django.db import connection
from structlog.testing import capture_logs

from tests.workers import toys
from tests.workers.conftest import without_postgresql
from tests.workers.crew import wait_until
from workers import registry, schedule
from workers.errors import Misdeclared
from workers.events import every
from workers.models import ProcessBeat
from workers.pacing import Pace
from workers.registry import Tick
from workers.schedule import Schedule, run_tick


def test_a_tick_that_raises_is_tried_again(committed_db):
    runs = []

    def fail():
        runs.append(1)
        raise ValueError("This tick fails.")

    tick = Tick("toys.fail", fail, 0.1)
    with capture_logs() as lines:
        assert [run_tick(tick), run_tick(tick)] == [None, None]
    assert len(runs) == 2
    assert [(line["event"], line["log_level"], line["tick"]) for line in lines] == [
        ("tick_failed", "error", tick.name)
    ] * 2


def test_a_pace_is_due_at_once_and_then_after_its_seconds():
    pace = Pace(60)
    assert pace.is_due()
    assert not pace.is_due()
    pace.next -= 60
    assert pace.late_seconds > 0
    assert pace.is_due()
    assert pace.count == 2


def test_a_tick_that_says_so_is_run_again_before_its_seconds_and_never_later():
    pace = Pace(60)
    assert pace.is_due()
    pace.hasten(90)
    assert pace.late_seconds < -59
    pace.hasten(0)
    assert pace.is_due()


def test_a_tick_is_run_again_when_it_is_wanted(committed_db):
    runs = []
    tick = Tick("toys.look", lambda: 0.01 if runs.append(1) is None and len(runs) < 3 else None, 60)
    stop = Event()
    leading = Schedule(stop)
    leading.paces = {tick.name: Pace(tick.seconds)}
    leading.leading.set()
    thread = Thread(target=leading._keep_ticking, args=[tick])
    thread.start()
    wait_until(lambda: len(runs) == 3, seconds=10)
    stop.set()
    thread.join()
    assert -60 < leading.paces[tick.name].late_seconds < -50


SESSIONS = """SELECT coalesce(array_agg(pid ORDER BY pid), '{}') FROM pg_stat_activity
    WHERE application_name = 'laurel schedule' AND datname = current_database()"""


def sessions():
    with connection.cursor() as cursor:
        cursor.execute(SESSIONS)
        return cursor.fetchone()[0]


def gone(kind):
    """A process that beat for the last time long ago."""
    return ProcessBeat.objects.create(kind=kind, host="gone", pid=1, started_at=toys.LONG_AGO, beat_at=toys.LONG_AGO)


@pytest.fixture
def leader(committed_db, monkeypatch):
    """A schedule without ticks, which leads, and beats once."""
    monkeypatch.setattr(schedule, "ticks", {})
    monkeypatch.setattr(schedule, "LOOK_SECONDS", 0.05)
    monkeypatch.setattr(schedule, "BEAT_SECONDS", 3600)
    stop = Event()
    leader = Schedule(stop)
    leader.start()
    assert leader.leading.wait(10)
    yield leader
    stop.set()
    leader.join()


def test_the_leader_says_so_and_forgets_who_led_days_ago(committed_db, request):
    old = gone("schedule")
    leader = request.getfixturevalue("leader")
    wait_until(ProcessBeat.objects.exclude(pk=old.pk).exists, seconds=10)
    leader.stop.set()
    leader.join()
    assert (ProcessBeat.objects.get().kind, ProcessBeat.objects.get().lag_ms) == ("schedule", 0)
    assert not leader.leading.is_set()


def test_a_leader_whose_session_was_cut_leads_on_with_another(leader):
    wait_until(ProcessBeat.objects.exists, seconds=10)
    (first,) = sessions()
    before = ProcessBeat.objects.get()
    leader.stop.wait(0.2)  # four looks, at which it is not yet time for another beat
    assert ProcessBeat.objects.get().beat_at == before.beat_at
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    wait_until(lambda: sessions() not in ([], [first]), seconds=10)
    assert leader.leading.wait(10)


def test_a_schedule_that_finds_no_postgresql_rests_before_it_looks_again(committed_db, monkeypatch):
    monkeypatch.setattr(schedule, "LOOK_SECONDS", 60)
    stop = Event()
    thread = Thread(target=Schedule(stop)._lead)
    with capture_logs() as lines, without_postgresql():
        thread.start()
        wait_until(lambda: lines, seconds=10)
        thread.join(0.1)
        stop.set()
        thread.join()
    assert [line["event"] for line in lines] == ["schedule_lost_postgresql"]


def test_a_relay_that_ends_waits_for_the_ticks_under_way_but_not_for_ever(committed_db, monkeypatch):
    begun, let_go, ended = Event(), Event(), []

    def dawdle():
        begun.set()
        assert let_go.wait(20)
        ended.append(1)

    slow = Tick("toys.slow", dawdle, 60)
    monkeypatch.setattr(schedule, "ticks", {slow.name: slow})
    stop = Event()
    running = Schedule(stop)
    running.start()
    assert begun.wait(10)
    stop.set()
    joining = Thread(target=running.join)
    joining.start()
    joining.join(0.1)
    assert joining.is_alive()
    let_go.set()
    joining.join(20)
    assert ended == [1]
    assert all(thread.daemon for thread in running.threads)  # one that hangs keeps no process


def test_one_of_two_schedules_leads_and_the_other_follows(committed_db):
    stops = Event(), Event()
    first, second = Schedule(stops[0]), Schedule(stops[1])
    first.start()
    wait_until(first.leading.is_set, seconds=10)
    second.start()
    wait_until(lambda: len(sessions()) == 2, seconds=10)
    held = sessions()
    assert not second.leading.wait(1.5)
    assert sessions() == held  # who follows waits in one session
    third = Schedule(stop := Event())
    third.start()
    stop.set()
    third.join()
    assert not third.leading.is_set()
    stops[0].set()
    first.join()
    assert second.leading.wait(10)
    stops[1].set()
    second.join()


def test_a_ticks_name_is_its_own():
    def tick():
        """Nothing to do."""

    try:
        every(seconds=60)(tick)
        every(seconds=60)(tick)
        with pytest.raises(Misdeclared):
            every(seconds=61)(tick)
    finally:
        registry.ticks.popitem()


def test_a_hanging_tick_shows_as_lag():
    late = Schedule(Event())
    late.paces = {"toys.hang": Pace(1), "toys.fine": Pace(100)}
    assert all(pace.is_due() for pace in late.paces.values())
    assert late.lag_ms() == 0
    late.paces["toys.hang"].next -= 1 + 100_000
    assert 100_000_000 <= late.lag_ms() < 100_060_000
