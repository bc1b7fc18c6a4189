"""Real relays and workers as processes, with a Valkey of their own to kill, against the test's database."""

import os
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

from django.db import connection

from config.local.valkey import Valkey
from tests.campaigns.clocks import ASKED
from tests.workers.forked import ended, fork

ROOT = Path(__file__).resolve().parent.parent.parent


BUSY_SESSIONS = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"""


def wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    """Wait for a condition; never how long something takes is asserted, only that it comes."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"This did not come true within {seconds} s."
        time.sleep(0.05)


def count(query: str) -> int:
    """A number from the database."""
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def let_leases_lapse() -> None:
    """As if ten seconds had passed: deliveries of the dead are free, and those of the living get rivals."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE workers_delivery SET leased_until = clock_timestamp() WHERE lease_token IS NOT NULL")


class Crew:
    """The processes of one test; whatever still runs at its end is killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.valkey = Valkey(folder / "valkey")
        self.valkey.start()
        self.processes: list[ForkServerProcess] = []
        self.clocks = ASKED or [""]  # how wrong the processes' clocks are, each the next one's
        self.environment = os.environ | {"REDIS_URL": self.valkey.url}

    def start(self, *command: str, **changed: Any) -> ForkServerProcess:
        """Start `manage.py command` with these settings changed, its words in a log of its own."""
        log = self.folder / f"{command[0]}-{len(self.processes)}.log"
        process = fork(command, log, clock=self._clock(), REDIS_URL=self.valkey.url, **changed)
        self.processes.append(process)
        return process

    def serve(self, port: int) -> ForkServerProcess:
        """Start the web, as it is deployed, at this port of our own."""
        log = self.folder / f"web-{len(self.processes)}.log"
        changed = {"REDIS_URL": self.valkey.url, "BIND": f"127.0.0.1:{port}"}
        self.processes.append(fork(("gunicorn",), log, clock=self._clock(), **changed))
        return self.processes[-1]

    def _clock(self) -> str:
        return self.clocks[len(self.processes) % len(self.clocks)]

    def kill(self, process: ForkServerProcess) -> None:
        """Pull the plug: SIGKILL."""
        process.kill()
        assert ended(process) is not None

    def wait_for_beats(self, *kinds: str) -> None:
        """Wait until each kind of process has given a sign of life."""
        for kind in kinds:
            query = f"SELECT count(*) FROM workers_processbeat WHERE kind = '{kind}'"
            wait_until(lambda query=query: count(query) > 0, seconds=60)

    def said(self) -> str:
        """Everything the processes said, for a failed test."""
        return "\n".join(f"--- {log.name}\n{log.read_text()[-3000:]}" for log in sorted(self.folder.glob("*.log")))

    def dismiss(self) -> None:
        """End everything, and wait until PostgreSQL has ended what the dead were in the middle of: it holds locks."""
        for process in self.processes:
            self.kill(process)
        self.valkey.stop()
        connection.close()
        connection.close_pool()  # of sessions that chaos cut; a pool comes by new ones too slowly for the next test
        wait_until(lambda: count(BUSY_SESSIONS) == 0, seconds=60)
