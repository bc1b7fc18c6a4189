"""A process of Laurel on one data set, as `tests.bench.stations` starts it: takes turns, and says what each cost."""

import gc
import os
import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import django
import psycopg

django.setup()

from tests.bench.asking import pages, plans  # noqa: E402 (models are there only after the setup)
from tests.bench.costs import Broken, Cost  # noqa: E402
from tests.bench.lanes.all import LANES  # noqa: E402
from tests.bench.lanes.lane import Call, Lane  # noqa: E402

NANOSECONDS = 1e9
MINE = "SELECT pid FROM pg_stat_activity WHERE application_name = %s AND pid <> pg_backend_pid()"


class Servers:
    """The processor time of PostgreSQL's sessions of this process, by Linux' count."""

    def __init__(self) -> None:
        self.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)

    def spent(self) -> dict[int, int]:
        """Nanoseconds by process."""
        rows = self.connection.execute(MINE, [os.environ["PGAPPNAME"]]).fetchall()
        return {process: self._of(process) for (process,) in rows}

    @staticmethod
    def _of(process: int) -> int:
        with open(f"/proc/{process}/schedstat") as file:
            return int(file.read().split()[0])


def turn(lane: Lane, call: Call, servers: Servers) -> Cost:
    """Of one of its calls, by each clock; after one that is not measured, which fetches what others displaced."""
    gc.collect()
    if lane.is_repeatable:
        call()
    helping = lane.helpers()
    before, theirs = servers.spent(), sum(map(processor_seconds, helping))
    client, wall = time.process_time(), time.perf_counter()
    for _ in range(lane.calls):
        call()
    client, wall = time.process_time() - client, time.perf_counter() - wall
    client += sum(map(processor_seconds, helping)) - theirs
    spent = sum(after - before.get(process, 0) for process, after in servers.spent().items())
    return Cost(client / lane.calls, spent / NANOSECONDS / lane.calls, wall / lane.calls)


def processor_seconds(process: int) -> float:
    """Of another process with all its threads, in hundredths."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def serve(pipe: Connection) -> None:
    """Until the other end hangs up. What breaks is answered with, and the next lane takes its turn."""
    servers, begun = Servers(), dict[str, Call]()
    gc.freeze()
    while True:
        try:
            what, name = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send(_answer(what, name, begun, servers))
        except Exception:
            pipe.send(Broken(traceback.format_exc()))


def _answer(what: str, name: str, begun: dict[str, Call], servers: Servers) -> object:
    if what != "turn":
        return QUESTIONS[what]()
    lane = LANES[name]
    if name not in begun:
        begun[name] = lane.begin()
    lane.refill(lane.calls)
    return turn(lane, begun[name], servers)


QUESTIONS: dict[str, Callable[[], object]] = {"plans": plans.drawn, "pages": pages.weighed}

if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
