"""Ticks and their pace."""

from threading import Event, Thread

import pytest

from tests.workers.crew import wait_until
from workers import registry
from workers.errors import Misdeclared
from workers.events import every
from workers.pacing import Pace
from workers.registry import Tick
from workers.schedule import Schedule, run_tick


def test_a_tick_that_raises_is_tried_again(committed_db):
    runs = []

    def fail():
        runs.append(1)
        raise ValueError("This tick fails.")

    tick = Tick("toys.fail", fail, 0.1)
    run_tick(tick)
    run_tick(tick)
    assert len(runs) == 2


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
    schedule = Schedule(stop)
    schedule.paces = {tick.name: Pace(tick.seconds)}
    schedule.leading.set()
    thread = Thread(target=schedule._keep_ticking, args=[tick])
    thread.start()
    wait_until(lambda: len(runs) == 3, seconds=10)
    stop.set()
    thread.join()
    assert -60 < schedule.paces[tick.name].late_seconds < -50


def test_one_of_two_schedules_leads_and_the_other_follows(committed_db):
    stops = Event(), Event()
    first, second = Schedule(stops[0]), Schedule(stops[1])
    first.start()
    wait_until(first.leading.is_set, seconds=10)
    second.start()
    assert not second.leading.wait(1.5)
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
    schedule = Schedule(Event())
    schedule.paces = {"toys.hang": Pace(1), "toys.fine": Pace(100)}
    schedule.paces["toys.fine"].is_due()
    schedule.paces["toys.hang"].next -= 5
    assert 5000 <= schedule.lag_ms() < 6000
