"""The processes that take turns: one per data set, copy of it and settings, started when first needed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from tests.bench.clusters import Cluster
from tests.bench.costs import Broken, Cost
from tests.servers import ROOT

OURS = "config.settings"
STOP_SECONDS = 20
LONGEST_SECONDS = 400  # of one turn with its preparation; then the station is ended, and its lane is out


class StationFailed(Exception):
    """A station ended, took too long, or raised; the message says which. `is_gone`: it can't be asked again."""

    def __init__(self, says: str, *, is_gone: bool) -> None:
        super().__init__(says)
        self.is_gone = is_gone


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lane runs: on so many challenges, with these settings; `copy` names one of its own that it may change."""

    rows: int
    settings: str = OURS
    copy: str = ""

    @property
    def name(self) -> str:
        """For PostgreSQL's sessions and the log's file."""
        return f"{self.rows}-{self.settings}-{self.copy}"


class Station:
    """One process, and the pipe to it."""

    def __init__(self, place: Place, environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        self.pipe, theirs = Pipe()
        more = {"DJANGO_SETTINGS_MODULE": place.settings, "PGAPPNAME": place.name[-60:]}
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.station", str(theirs.fileno())],
                cwd=ROOT, env={**environment, **more}, stdout=out, stderr=out, pass_fds=[theirs.fileno()],
            )  # fmt: skip
        theirs.close()

    def turn(self, lane: str) -> Cost:
        """Take a turn. Raises StationFailed."""
        cost: Cost = self.ask("turn", lane)
        return cost

    def ask(self, what: str, name: str = "") -> Any:
        """What `tests.bench.station` answers to that. Raises StationFailed."""
        try:
            self.pipe.send((what, name))
            if not self.pipe.poll(LONGEST_SECONDS):
                raise StationFailed(f"more than {LONGEST_SECONDS} s\n{self._end_of_log()}", is_gone=True)
            answer = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise StationFailed(f"its process ended\n{self._end_of_log()}", is_gone=True) from error
        if isinstance(answer, Broken):
            raise StationFailed(f"{answer.why.splitlines()[-1]}\n{answer.why}", is_gone=False)
        return answer

    def _end_of_log(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-30:])

    def stop(self) -> None:
        """Hang up, and wait until it is gone."""
        self.pipe.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Stations:
    """All stations of a run."""

    def __init__(self, cluster: Cluster, databases: Mapping[int, str], *, places: Iterable[Place]) -> None:
        self.cluster, self.databases = cluster, databases
        self.copies = {(place.rows, place.copy) for place in places if place.copy}
        for rows, copy in sorted(self.copies):
            cluster.copy(databases[rows], f"{copy}_{rows}")  # now, while nobody uses the one that is kept
        self.running: dict[Place, Station] = {}

    def at(self, place: Place) -> Station:
        """The station of that place, started if need be."""
        if place not in self.running:
            database = f"{place.copy}_{place.rows}" if place.copy else self.databases[place.rows]
            log = self.cluster.folder / f"station-{place.name}-{os.getpid()}-{int(time.time())}.log"
            self.running[place] = Station(place, self.cluster.environment(database), log)
        return self.running[place]

    def give_up(self, place: Place) -> None:
        """End that station; the next lane of its place starts another."""
        if station := self.running.pop(place, None):
            station.process.kill()
            station.stop()

    def stop(self) -> None:
        """Stop all, and throw away what they said and the copies that they changed."""
        for station in self.running.values():
            station.stop()
            station.log.unlink(missing_ok=True)
        for rows, copy in self.copies:
            self.cluster.drop(f"{copy}_{rows}")
