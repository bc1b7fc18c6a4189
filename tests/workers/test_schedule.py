"""Ticks and their pace."""

from threading import Event

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


def test_one_of_two_schedules_leads_and_the_other_follows(committed_db):
    stops = Event(), Event()
    first, second = Schedule(stops[0]), Schedule(stops[1])
    first.start()
    wait_until(first.leading.is_set, seconds=10)
    second.start()
    assert not second.leading.wait(1.5)
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
