"""Ratios in one interleaved, shuffled run: `python -m tests.bench [NAME …] [--rounds 5] [--rows 1000000]`.

Prints one table with what is met and missed, and writes test-results/bench.json. A whole run over a million challenges
draws docs/bench.svg; with --write-docs it writes docs/performance.md's tables and docs/plans too. NAME is the beginning
of a measure's name, or one of growth, pages, plans, processes. Ends with 0 unless something is broken: a goal that is
missed is no fault.
"""

import argparse
import os
import platform
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.bench import drawing, facts, keeping, processes, reporting, telling
from tests.bench.clusters import SCHEMA, Busy, Cluster
from tests.bench.datasets import ensure
from tests.bench.growing import GROWTHS, Growth
from tests.bench.measures import BIG, EMPTY, MEASURES, Measure
from tests.bench.running import Plan, Run, run
from tests.bench.stations import Place, StationFailed, Stations
from tests.servers import ROOT

PICTURE = ROOT / "docs" / "bench.svg"
PARTS = ("growth", "pages", "plans", "processes")
console = Console(width=None if sys.stdout.isatty() else 200)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a run measures."""

    measures: list[Measure]
    growths: list[Growth]
    parts: list[str]

    @property
    def is_all(self) -> bool:
        return len(self.measures) == len(MEASURES) and len(self.parts) == len(PARTS)


def main() -> int:
    """0 unless something is broken."""
    given = _arguments()
    chosen = _chosen(given.names)
    if not (chosen.measures or chosen.parts):
        console.print("NAME is the beginning of one of " + ", ".join([*PARTS, *(one.name for one in MEASURES)]))
        return 2
    seed = given.seed or random.randrange(10**6)
    begun = time.monotonic()
    console.print(f"SEED={seed}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Told to end."))  # so that the servers end too

    def say(words: str) -> None:
        console.print(f"{time.monotonic() - begun:6.0f} s  {words}", highlight=False, markup=False)

    try:
        with Cluster().running() as cluster:
            done, asked = _measured(cluster, chosen, given, seed, say)
    except Busy as error:
        console.print(str(error))
        return 2
    about = {
        "day": telling.today(), "seed": seed, "rounds": done.rounds, "rows": given.rows,
        "seconds": round(time.monotonic() - begun), "load": os.getloadavg()[0], "processors": os.cpu_count(),
        "python": platform.python_version(),
    }  # fmt: skip
    return _report(done, asked, about, given, whole=chosen.is_all and given.rows == BIG)


def _report(done: Run, asked: dict[str, Any], about: dict[str, Any], given: argparse.Namespace, *, whole: bool) -> int:
    changed = keeping.changed(asked.get("plans", {})) if given.rows == BIG else []
    kept = len(asked.get("plans", {})) if given.rows == BIG else 0
    if given.write_docs and kept:
        keeping.keep(asked["plans"])
    counted = [*facts.of_pages(asked.get("pages", [])), *facts.of_plans(changed, kept)]
    reporting.show(done, counted, console)
    told = telling.keep({**about, **reporting.told(done, counted), **asked}, given.json)
    if whole:
        drawing.draw(done.results, done.curves, PICTURE)
    if given.write_docs:
        telling.write(told)
    return 1 if done.broken else 0


def _measured(
    cluster: Cluster, chosen: Chosen, given: argparse.Namespace, seed: int, say: Say
) -> tuple[Run, dict[str, Any]]:
    places = _places(chosen, given.rows)
    sizes = sorted({place.rows for place in places} - {EMPTY})
    databases = ensure(cluster, sizes, say) | {EMPTY: SCHEMA}
    cluster.collect_static()
    say("data sets are there")
    stations = Stations(cluster, databases, places=places)
    say(f"{len(stations.copies)} copies made")
    plan = Plan(given.rounds, seed, given.rows, until=given.until)
    try:
        done = run(chosen.measures, chosen.growths, stations, plan, say)
        return done, _asked(stations, chosen, Place(given.rows), done) | _processes(cluster, chosen, done)
    finally:
        stations.stop()


def _asked(stations: Stations, chosen: Chosen, place: Place, done: Run) -> dict[str, Any]:
    """Plans and pages, at the largest data set; what breaks is told as a lane's is."""
    found: dict[str, Any] = {}
    for part in ("plans", "pages"):
        if part in chosen.parts:
            try:
                found[part] = stations.at(place).ask(part)
            except StationFailed as error:
                console.print(str(error), markup=False)
                done.broken[part] = str(error)
                if error.is_gone:
                    stations.give_up(place)
    return found


def _processes(cluster: Cluster, chosen: Chosen, done: Run) -> dict[str, Any]:
    if "processes" not in chosen.parts:
        return {}
    try:
        return {"processes": processes.measured(cluster)}
    except processes.DidNotStart as error:
        done.broken["processes"] = str(error)
        return {}


def _places(chosen: Chosen, rows: int) -> set[Place]:
    sides = [side for one in chosen.measures for side in (one.ours, one.rival)]
    sides += [side for one in chosen.growths for side in one.sides(rows).values()]
    asked = {Place(rows)} if {"plans", "pages"} & set(chosen.parts) else set()
    return {side.place(rows) for side in sides} | asked


def _chosen(names: list[str]) -> Chosen:
    if not names:
        return Chosen(MEASURES, GROWTHS, list(PARTS))
    measures = [one for one in MEASURES if any(one.name.startswith(name) for name in names)]
    return Chosen(measures, GROWTHS if "growth" in names else [], [part for part in PARTS if part in names])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only those whose name begins so")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=BIG, help="challenges of the largest data set")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=60, help="from the start, the rounds are over by then")
    parser.add_argument("--json", type=Path, default=ROOT / "test-results" / "bench.json")
    parser.add_argument("--write-docs", action="store_true", help="write docs/performance.md's tables and docs/plans")
    given = parser.parse_args()
    given.until = time.monotonic() + given.minutes * 60
    return given


if __name__ == "__main__":
    sys.exit(main())
