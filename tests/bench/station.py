"""A process of Laurel on one data set, as `tests.bench.stations` starts it: takes turns, and says what each cost."""

import gc
import os
import sys
import time
from multiprocessing.connection import Connection

import django
import psycopg

django.setup()

from tests.bench.costs import Cost  # noqa: E402 (models are there only after the setup)
from tests.bench.lanes.all import LANES  # noqa: E402
from tests.bench.lanes.lane import Call  # noqa: E402

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


def turn(call: Call, calls: int, servers: Servers) -> Cost:
    """So many calls, by each clock; of one of them."""
    gc.collect()
    before = servers.spent()
    client, wall = time.process_time(), time.perf_counter()
    for _ in range(calls):
        call()
    client, wall = time.process_time() - client, time.perf_counter() - wall
    spent = sum(after - before.get(process, 0) for process, after in servers.spent().items())
    return Cost(client / calls, spent / NANOSECONDS / calls, wall / calls)


def serve(pipe: Connection) -> None:
    """Until the other end hangs up."""
    servers, begun = Servers(), {}
    gc.freeze()
    while True:
        try:
            name = pipe.recv()
        except EOFError:
            return
        lane = LANES[name]
        if name not in begun:
            begun[name] = lane.begin()
        lane.refill(lane.calls)
        pipe.send(turn(begun[name], lane.calls, servers))


if __name__ == "__main__":
    serve(Connection(int(sys.argv[1])))
