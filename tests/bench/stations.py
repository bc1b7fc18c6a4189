"""The processes that take turns: one per data set and settings, started when first needed."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from multiprocessing import Pipe
from pathlib import Path

from tests.bench.clusters import Cluster
from tests.bench.costs import Cost
from tests.servers import ROOT

OURS = "config.settings"
STOP_SECONDS = 20


class StationFailed(Exception):
    """A station ended; the message is the end of its log."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a lane runs: on so many challenges, with these settings, on a copy that it may change."""

    rows: int
    settings: str = OURS
    fresh: bool = False


class Station:
    """One process, and the pipe to it."""

    def __init__(self, place: Place, environment: Mapping[str, str], log: Path) -> None:
        self.log = log
        self.pipe, theirs = Pipe()
        more = {"DJANGO_SETTINGS_MODULE": place.settings, "PGAPPNAME": f"station {place.rows} {place.settings}"[:60]}
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.bench.station", str(theirs.fileno())],
                cwd=ROOT, env={**environment, **more}, stdout=out, stderr=out, pass_fds=[theirs.fileno()],
            )  # fmt: skip
        theirs.close()

    def turn(self, lane: str) -> Cost:
        """Take a turn. Raises StationFailed."""
        self.pipe.send(lane)
        try:
            cost: Cost = self.pipe.recv()
        except EOFError as error:
            end = "\n".join(self.log.read_text(errors="replace").splitlines()[-30:])
            raise StationFailed(f"{lane}:\n{end}") from error
        return cost

    def stop(self) -> None:
        """Hang up, and wait until it is gone."""
        self.pipe.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()


def copy_of(rows: int) -> str:
    """The database of the stations that change rows."""
    return f"fresh_{rows}"


class Stations:
    """All stations of a run."""

    def __init__(self, cluster: Cluster, databases: Mapping[int, str], *, changed: Iterable[int] = ()) -> None:
        self.cluster, self.databases = cluster, databases
        for rows in changed:
            cluster.copy(databases[rows], copy_of(rows))  # now, while nobody uses the one that is kept
        self.running: dict[Place, Station] = {}

    def at(self, place: Place) -> Station:
        """The station of that place, started if need be."""
        if place not in self.running:
            environment = self.cluster.environment(
                self.databases[place.rows] if not place.fresh else copy_of(place.rows)
            )
            log = self.cluster.folder / f"station-{place.rows}-{place.settings}-{os.getpid()}-{int(time.time())}.log"
            self.running[place] = Station(place, environment, log)
        return self.running[place]

    def stop(self) -> None:
        """Stop all, and throw away what they said and the copies that they changed."""
        for place, station in self.running.items():
            station.stop()
            station.log.unlink(missing_ok=True)
            if place.fresh:
                self.cluster.drop(copy_of(place.rows))
