"""A lane in this very process: what it is woken for, what it finds by itself, and how it ends."""

import threading
from contextlib import contextmanager
from dataclasses import replace
from threading import Event, Semaphore, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from structlog.testing import capture_logs

from tests.workers import toys
from tests.workers.crew import count, wait_until
from tests.workers.test_grouping import TRANSACTIONS, grouped, ids, states
from workers import lanes
from workers.broker import ACTOR
from workers.delivery import Courier
from workers.events import emit
from workers.lanes import Lane
from workers.models import Delivery
from workers.registry import handlers

ADMIRE = "workers.toys.admire"
LAUREL_NOW = "SELECT pg_get_functiondef('laurel_now'::regproc)"
BROKEN = """CREATE OR REPLACE FUNCTION laurel_now() RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN RAISE EXCEPTION 'Broken.' USING ERRCODE = '{code}'; END $$"""


@pytest.fixture
def lane(committed_sponsor, broker):
    return Lane("default", 1, Courier())


@pytest.fixture
def held(monkeypatch, lane):
    """In place of a toy's handler: it begins, and ends when it is let go."""
    held = Held()
    monkeypatch.setitem(handlers, ADMIRE, replace(handlers[ADMIRE], run=held))
    yield held
    held.let_go.set()


class Held:
    def __init__(self):
        self.begun, self.let_go = Semaphore(0), Event()

    def __call__(self, event):
        self.begun.release()
        assert self.let_go.wait(20)


@contextmanager
def running(lane):
    lane.start()
    try:
        yield
    finally:
        lane.stop(20)


@contextmanager
def in_a_thread(run, *arguments):
    """It is through at the end; nothing waits for it before."""
    thread = Thread(target=run, args=arguments)
    thread.start()
    yield thread
    thread.join(20)
    assert not thread.is_alive()


@contextmanager
def broken_clock(code):
    """Whoever asks the database for the time is answered with an error of this kind."""
    with connection.cursor() as cursor:
        cursor.execute(LAUREL_NOW)
        (whole,) = cursor.fetchone()
        cursor.execute(BROKEN.format(code=code))
        yield
        cursor.execute(whole)


def looks(monkeypatch, *, quiet, every):
    """After how long a quiet a lane looks for itself, and how often."""
    monkeypatch.setattr(lanes, "QUIET_SECONDS", quiet)
    monkeypatch.setattr(lanes, "LOOK_SECONDS", every)


def sent(sponsor, number=1):
    """Deliveries that run one by one."""
    with transaction.atomic():
        events = [emit("toy.sent", subject=sponsor) for _ in range(number)]
    return [Delivery.objects.get(event=event) for event in events]


def wake(lane, deliveries):
    """As Redis would."""
    lane.broker.get_actor(ACTOR)(*(str(pk) for pk in ids(deliveries)))


def done(deliveries):
    return lambda: states(deliveries) == [(1, 0, True)] * len(deliveries)


@pytest.mark.parametrize("number", [2, 3])
def test_a_wake_up_for_one_runs_it_alone_and_for_many_together(lane, committed_sponsor, number):
    alone, many = sent(committed_sponsor), grouped(committed_sponsor, *[""] * number)
    wake(lane, alone)
    assert (states(alone), states(many)) == ([(1, 0, True)], [(0, 0, False)] * number)
    wake(lane, many)
    assert states(many) == [(1, 0, True)] * number
    assert sorted(toys.effects("played")) == sorted(one.event_id for one in many)
    assert count(f"{TRANSACTIONS} WHERE what = 'played'") == 1


def test_between_two_wake_ups_a_lane_keeps_no_session(lane, committed_sponsor):
    owed = sent(committed_sponsor)
    wake(lane, owed)
    assert connection.connection is None
    assert done(owed)()


def test_a_wake_up_that_nobody_can_read_is_said_and_passed_over(lane, committed_sponsor):
    with capture_logs() as lines:
        lane.broker.get_actor(ACTOR)("nonsense")
    assert [(line["event"], line["log_level"]) for line in lines] == [("delivery_interrupted", "error")]
    owed = sent(committed_sponsor)
    wake(lane, owed)
    assert done(owed)()


def test_a_wake_up_that_comes_after_the_end_starts_nothing(lane, committed_sponsor):
    owed = grouped(committed_sponsor, "", "")
    lane.stopping.set()
    wake(lane, owed)
    assert states(owed) == [(0, 0, False)] * 2


def test_a_lane_runs_what_it_is_woken_for_and_the_wake_ups_are_forgotten(lane, broker, committed_sponsor, monkeypatch):
    looks(monkeypatch, quiet=60, every=60)
    alone, many = sent(committed_sponsor), grouped(committed_sponsor, "", "", "")
    with running(lane):
        broker.wake("default", [ids(alone), ids(many)])
        wait_until(done([*alone, *many]), seconds=10)
        wait_until(lambda: not broker.client.hlen("laurel:default.msgs"), seconds=10)


def test_a_lane_that_nobody_wakes_finds_its_work_itself_again_and_again(lane, committed_sponsor, monkeypatch):
    looks(monkeypatch, quiet=0, every=0.01)
    with running(lane):
        for _ in range(2):
            wait_until(done(sent(committed_sponsor, 3)), seconds=10)
        with in_a_thread(wake, lane, owed := sent(committed_sponsor)):  # no thread is lost to the looking
            wait_until(done(owed), seconds=10)


def test_a_lane_that_found_work_runs_all_that_is_due_and_has_its_thread_free_again(
    lane, committed_sponsor, monkeypatch
):
    looks(monkeypatch, quiet=0, every=60)
    owed = sent(committed_sponsor, 3)
    assert lane.slots.acquire(timeout=5)
    lane._run_all()
    assert done(owed)()
    assert lane.slots.acquire(timeout=5)


def test_a_lane_that_was_woken_just_now_leaves_postgresql_alone(lane, committed_sponsor, monkeypatch):
    looks(monkeypatch, quiet=60, every=0.001)
    owed = sent(committed_sponsor)
    with running(lane):
        lane.stopping.wait(0.1)
    assert states(owed) == [(0, 0, False)]


def test_a_lane_with_no_thread_free_starts_no_more_and_ends_when_it_is_told_to(
    lane, held, committed_sponsor, monkeypatch
):
    looks(monkeypatch, quiet=0, every=0.01)
    first, second = sent(committed_sponsor, 2)
    lane.start()
    assert held.begun.acquire(timeout=10)
    with in_a_thread(lane.stop, 20):
        wait_until(lane.stopping.is_set, seconds=10)
        held.let_go.set()
    wait_until(lambda: "default lookout" not in [thread.name for thread in threading.enumerate()], seconds=10)
    assert states([first, second]) == [(1, 0, True), (0, 0, False)]


@pytest.mark.parametrize("code", ["admin_shutdown", "raise_exception"])
def test_a_lane_that_cannot_ask_postgresql_rests_and_then_goes_on(lane, committed_sponsor, monkeypatch, code):
    looks(monkeypatch, quiet=0, every=0.2)
    owed = sent(committed_sponsor)
    with capture_logs() as lines, running(lane):
        with broken_clock(code):
            wait_until(lambda: lines, seconds=10)
        wait_until(done(owed), seconds=10)
    assert len(lines) < 10


def test_a_stopped_lane_waits_for_what_runs(lane, held, committed_sponsor):
    owed = sent(committed_sponsor)
    with in_a_thread(wake, lane, owed):
        assert held.begun.acquire(timeout=10)
        with in_a_thread(lane.stop, 20) as stopping:
            stopping.join(0.1)
            assert stopping.is_alive()
            held.let_go.set()
    assert done(owed)()


def test_a_stopped_lane_waits_no_longer_than_it_was_told_to(lane, held, committed_sponsor):
    owed = sent(committed_sponsor)
    with in_a_thread(wake, lane, owed):
        assert held.begun.acquire(timeout=10)
        lane.stop(0)
        assert states(owed) == [(1, 0, False)]  # it still runs
        held.let_go.set()


def test_a_stopped_lane_gives_back_the_wake_ups_that_it_has_not_begun(
    lane, held, broker, committed_sponsor, monkeypatch
):
    looks(monkeypatch, quiet=60, every=60)
    owed = sent(committed_sponsor, 3)
    lane.start()
    broker.wake("default", [[pk] for pk in ids(owed)])
    wait_until(lambda: lane.worker.work_queue.qsize() == 2, seconds=10)
    assert broker.backlog(["default"]) == [0]
    with in_a_thread(lane.stop, 20):
        wait_until(lambda: not any(thread.running for thread in lane.worker.workers), seconds=10)
        held.let_go.set()
    assert (broker.backlog(["default"]), sorted(states(owed))) == ([2], [(0, 0, False), (0, 0, False), (1, 0, True)])


def test_a_lane_of_slow_work_reads_no_more_wake_ups_than_it_can_begin(committed_db):
    assert [Lane(queue, 2, Courier()).worker.queue_prefetch for queue in ("mail", "default")] == [2, 32]


def test_a_worker_for_a_queue_that_nobody_knows_does_not_start(committed_db):
    with pytest.raises(CommandError, match="There is no queue post, only money, deadlines"):
        call_command("worker", queues="money,post")
