"""Workers on handlers of one statement: ours, Dramatiq's and Celery's; one process each, with four threads.

All work of a turn waits in Valkey while the worker is stopped (SIGSTOP); a call lets it go on until every effect is in
the table. So no figure has the sending in it, and none the start of a process.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from uuid import UUID, uuid4

import psycopg

from tests.bench.lanes.lane import Call, Lane, bare_connection
from tests.bench.rivals.dramatiq_worker import actor
from tests.bench.rivals.effects import TABLE, THREADS
from tests.servers import ROOT
from workers.broker import WakeBroker
from workers.grouping import in_groups

HANDLED, LOOK_SECONDS, MOST_SECONDS = 1_000, 0.01, 120
BRIEF, ALONE = "rivals.handling.keep", "rivals.handling.keep_alone"
NAME, QUEUE = "bench.happened", "default"
OWE = """
WITH event AS (
    INSERT INTO workers_event (id, name, subject_type, subject_id, root, payload, audience, at)
    SELECT id, %(name)s, 'workers.event', id::text, id::text, '{}', 'staff', now() FROM unnest(%(ids)s::uuid[]) AS id)
INSERT INTO workers_delivery (id, event_id, handler, queue, due_at)
SELECT id, id, %(handler)s, %(queue)s, now() FROM unnest(%(ids)s::uuid[]) AS id
"""
CELERY = ["celery", "-A", "tests.bench.rivals.celery_worker", "worker", "--pool", "threads", "--concurrency"]
PR_SET_PDEATHSIG = 1
Send = Callable[[psycopg.Connection, list[UUID]], None]


def through_ours(session: psycopg.Connection, ids: list[UUID]) -> None:
    """Owed in PostgreSQL, and woken for as the relay does it."""
    _owe(session, ids, BRIEF)
    WakeBroker().wake(QUEUE, in_groups(ids))


def alone(session: psycopg.Connection, ids: list[UUID]) -> None:
    """The same for a handler that shares no transaction: each has a wake-up of its own."""
    _owe(session, ids, ALONE)
    WakeBroker().wake(QUEUE, [[one] for one in ids])


def _owe(session: psycopg.Connection, ids: list[UUID], handler: str) -> None:
    session.execute(OWE, {"ids": ids, "name": NAME, "handler": handler, "queue": QUEUE})


def through_dramatiq(_session: psycopg.Connection, ids: list[UUID]) -> None:
    for one in ids:
        actor.send(str(one))


def through_celery(_session: psycopg.Connection, ids: list[UUID]) -> None:
    task = import_module("tests.bench.rivals.celery_worker").task  # here, for Celery is there only for this lane
    for one in ids:
        task.delay(str(one))


class Worker:
    """A process that is stopped but in its turn; it dies with the station."""

    def __init__(self, command: list[str], send: Send) -> None:
        self.command, self.send = command, send
        self.session: psycopg.Connection | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def pids(self) -> list[int]:
        return [self.process.pid] if self.process else []

    def begin(self) -> Call:
        """Started, and warm by a few."""
        self._connection().execute(TABLE)
        self.process = subprocess.Popen([sys.executable, "-m", *self.command], cwd=ROOT, preexec_fn=_die_with_me)  # noqa: PLW1509
        self._signal(signal.SIGSTOP)
        self._fill(THREADS)
        self._work(THREADS)
        return lambda: self._work(HANDLED)

    def refill(self, _calls: int) -> None:
        """What a turn does, waits."""
        self._fill(HANDLED)

    def _fill(self, count: int) -> None:
        self._connection().execute("TRUNCATE bench_effect")
        self.send(self._connection(), [uuid4() for _ in range(count)])

    def _work(self, count: int) -> None:
        begun = time.monotonic()
        self._signal(signal.SIGCONT)
        while self._done() < count:
            assert time.monotonic() < begun + MOST_SECONDS, f"{self._done()} of {count} done by {self.command}"
            time.sleep(LOOK_SECONDS)
        self._signal(signal.SIGSTOP)

    def _done(self) -> int:
        (count,) = self._connection().execute("SELECT count(*) FROM bench_effect").fetchone() or (0,)
        return int(count)

    def _connection(self) -> psycopg.Connection:
        self.session = self.session or bare_connection()
        return self.session

    def _signal(self, sign: signal.Signals) -> None:
        assert self.process
        os.kill(self.process.pid, sign)


def _die_with_me() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def lane(worker: Worker) -> Lane:
    return Lane(worker.begin, 1, worker.refill, worker.pids)


LANES = {
    "worker": lane(Worker(["tests.bench.rivals.our_worker"], through_ours)),
    "worker_alone": lane(Worker(["tests.bench.rivals.our_worker"], alone)),
    "worker_dramatiq": lane(Worker(["tests.bench.rivals.dramatiq_worker"], through_dramatiq)),
    "worker_celery": lane(Worker([*CELERY, str(THREADS), "--loglevel", "WARNING"], through_celery)),
}
