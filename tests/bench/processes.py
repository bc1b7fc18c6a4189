"""What each process of the service takes: seconds until it is of use, and memory, fresh and after some requests.

Memory is the proportional share (PSS): what several processes have in common is counted once, in parts.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

from config.local.ports import free_port
from tests.bench.clusters import SCHEMA, Cluster
from tests.servers import ROOT

DATABASE = "processes"
STARTS, MOST_SECONDS, SETTLE_SECONDS, LOOK_SECONDS = 3, 120, 1.5, 0.02
REQUESTS = 200
MEGABYTE = 1024


class DidNotStart(Exception):
    """A process ended, or was of no use for a long time."""


@dataclass(frozen=True, slots=True)
class Taken:
    """By one process with its children; megabytes. `worked` is after requests, where it answers any."""

    name: str
    says: str
    seconds: float
    fresh: float
    worked: float


@dataclass(frozen=True, slots=True)
class Part:
    """How it is started, and how one sees that it is of use."""

    name: str
    says: str
    command: list[str]
    is_ready: Callable[[int], bool]
    address: str = ""


def measured(cluster: Cluster) -> list[dict[str, Any]]:
    """Each alone, one after the other; the median of three starts."""
    cluster.copy(SCHEMA, DATABASE)
    folder = cluster.folder / "processes"
    folder.mkdir(exist_ok=True)
    port = free_port()
    environment = cluster.environment(DATABASE) | {"BIND": f"127.0.0.1:{port}", "WEB_CONCURRENCY": "2"}
    try:
        return [asdict(_median(part, environment, folder)) for part in _parts(cluster, port, folder)]
    finally:
        cluster.drop(DATABASE)


def _parts(cluster: Cluster, port: int, folder: Path) -> list[Part]:
    web, stripe = f"http://127.0.0.1:{port}", free_port()
    simulator = ["--port", str(stripe), "--control-token", "t", "--secret-key", "sk_test_laurel", "--state"]

    def beats(kind: str) -> Callable[[int], bool]:
        asked = "SELECT EXISTS (SELECT FROM workers_processbeat WHERE kind = %s AND pid = %s)"

        def ready(pid: int) -> bool:
            with cluster.connect(DATABASE) as connection:
                return connection.execute(asked, [kind, pid]).fetchone() == (True,)

        return ready

    return [
        Part(
            "web", "gunicorn's first process and two that answer, eight threads each",
            ["-m", "gunicorn", "-c", "python:config.gunicorn"], lambda _: _answers(f"{web}/livez"),
            f"{web}/api/v1/challenges",
        ),
        Part("worker", "all queues, thirteen threads", ["manage.py", "worker", "--grace", "5"], beats("worker")),
        Part("relay", "wake-ups and the schedule of ticks", ["manage.py", "relay"], beats("relay")),
        Part(
            "simulator", "Stripe's stand-in, local only",
            ["-m", "payments.simulator", *simulator, str(folder / "simulator.sqlite3")],
            lambda _: _answers(f"http://127.0.0.1:{stripe}/healthz"),
        ),
    ]  # fmt: skip


def _median(part: Part, environment: Mapping[str, str], folder: Path) -> Taken:
    found = sorted((_once(part, environment, folder) for _ in range(STARTS)), key=lambda taken: taken.seconds)
    return found[STARTS // 2]


def _once(part: Part, environment: Mapping[str, str], folder: Path) -> Taken:
    begun = time.monotonic()
    with (folder / f"{part.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, *part.command], cwd=ROOT, env=dict(environment), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        while not part.is_ready(process.pid):
            if process.poll() is not None or time.monotonic() > begun + MOST_SECONDS:
                raise DidNotStart(f"{part.name} does not start: {folder / part.name}.log says why")
            time.sleep(LOOK_SECONDS)
        seconds = time.monotonic() - begun
        time.sleep(SETTLE_SECONDS)
        fresh = _megabytes(process.pid)
        for _ in range(REQUESTS if part.address else 0):
            _answers(part.address, {"X-Forwarded-Proto": "https", "Host": "testserver"})
        return Taken(part.name, part.says, round(seconds, 2), fresh, _megabytes(process.pid))
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _answers(address: str, headers: Mapping[str, str] | None = None) -> bool:
    request = urllib.request.Request(address, headers={"Host": "testserver", **(headers or {})})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()
            return bool(answer.status == 200)
    except (URLError, OSError):
        return False


def _megabytes(process: int) -> float:
    """Of it and its children."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return round(own / MEGABYTE + sum(map(_megabytes, map(int, children))), 1)
