"""What the load did: how long answers took at first and at last, and what memory and processors each part takes."""

import os
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

LOOKED_EVERY_SECONDS = 2.0
LEAST_TO_TELL = 10

Growth = dict[str, dict[str, float]]


def growth(taken: list[tuple[float, str, float]], *, seconds: float) -> Growth:
    """By kind: how many, and median and 99th percentile in ms of each third and of the rush after them.

    Of fewer than LEAST_TO_TELL nothing is told: the first minute's only scorecard says nothing about the last's.
    """
    found: Growth = {}
    kinds = sorted({kind for _, kind, _ in taken})
    for kind in kinds:
        parts: dict[str, list[float]] = defaultdict(list)
        for since, of, took in taken:
            if of == kind:
                parts[_part(since, seconds)].append(took * 1000)
        found[kind] = {"count": sum(map(len, parts.values()))} | {
            f"{part}_{name}": round(value, 1)
            for part, values in parts.items()
            if len(values) >= LEAST_TO_TELL
            for name, value in _percentiles(values).items()
        }
    return found


def _part(since: float, seconds: float) -> str:
    if since >= seconds:
        return "rush"
    return ("first", "middle", "last")[min(2, int(3 * since / seconds))]


def _percentiles(values: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": cuts[49], "p99": cuts[98]}


class Use:
    """Looks every two seconds at what the stack's processes hold and use, their children's included, until closed."""

    def __init__(self, pids: Callable[[], Mapping[str, int]]) -> None:
        self._pids, self._end, self._began = pids, threading.Event(), time.monotonic()
        self._first = {name: worked(pid) for name, pid in pids().items()}
        self.held: dict[str, list[float]] = defaultdict(list)
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._end.wait(LOOKED_EVERY_SECONDS):
            for name, pid in self._pids().items():
                self.held[name].append(sum(held(one) for one in family(pid)) / 2**20)

    def close(self) -> None:
        """Look no more."""
        self._end.set()
        self._thread.join()
        seconds = time.monotonic() - self._began
        self._cores = {name: (worked(pid) - self._first[name]) / seconds for name, pid in self._pids().items()}

    def cores(self) -> dict[str, float]:
        """Processors that each kept busy; a session of PostgreSQL that has ended counts with its parent."""
        return {name: round(used, 2) for name, used in self._cores.items()}

    def memory(self) -> dict[str, dict[str, float]]:
        """In MB: the median of the second third, when all is warm, and of the last."""
        thirds = {name: max(1, len(values) // 3) for name, values in self.held.items()}
        return {
            name: {
                "warm": round(statistics.median(values[thirds[name] : 2 * thirds[name]] or values)),
                "last": round(statistics.median(values[-thirds[name] :])),
            }
            for name, values in self.held.items()
        }


def worked(pid: int) -> float:
    """Seconds of a processor: of the process, the living that descend from it, and those it has buried."""
    total = 0
    for one in family(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def held(pid: int) -> int:
    """Bytes of a process's own share of memory: what is shared with others is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it ended meanwhile
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def waited(seconds: float, until: Callable[[], bool]) -> bool:
    """Whether it came true in time."""
    end = time.monotonic() + seconds
    while not until():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
