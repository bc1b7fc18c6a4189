"""Ratios in one interleaved, shuffled run: `python -m tests.bench [NAME …] [--rounds 5] [--rows 1000000]`.

Prints one table, writes test-results/bench.json; a whole run draws docs/bench.svg. Fails where a limit is missed.
"""

import argparse
import os
import platform
import random
import sys
import time
from pathlib import Path

from rich.console import Console

from tests.bench import drawing, reporting
from tests.bench.clusters import Busy, Cluster
from tests.bench.datasets import ensure
from tests.bench.measures import BIG, MEASURES, SMALL, Measure
from tests.bench.running import Result, run
from tests.bench.stations import Stations
from tests.servers import ROOT

PICTURE = ROOT / "docs" / "bench.svg"
console = Console(width=None if sys.stdout.isatty() else 200)


def main() -> int:
    """0 if every limit holds."""
    given = _arguments()
    chosen = [one for one in MEASURES if not given.names or any(one.name.startswith(name) for name in given.names)]
    if not chosen:
        console.print("NAME is the beginning of one of " + ", ".join(one.name for one in MEASURES))
        return 2
    seed = given.seed or random.randrange(10**6)
    console.print(f"SEED={seed}")
    begun = time.monotonic()
    try:
        with Cluster().running() as cluster:
            results = _measured(cluster, chosen, given, seed)
    except Busy as error:
        console.print(str(error))
        return 2
    reporting.show(results, console)
    about = {
        "seed": seed, "rounds": given.rounds, "rows": given.rows, "seconds": round(time.monotonic() - begun),
        "load": os.getloadavg()[0], "processors": os.cpu_count(), "python": platform.python_version(),
    }  # fmt: skip
    reporting.write(results, about, given.json)
    if len(chosen) == len(MEASURES) and given.rows == BIG:
        drawing.draw(results, PICTURE)
    return 0 if all(result.holds for result in results) else 1


def _measured(cluster: Cluster, chosen: list[Measure], given: argparse.Namespace, seed: int) -> list[Result]:
    begun = time.monotonic()

    def say(words: str) -> None:
        console.print(f"{time.monotonic() - begun:6.0f} s  {words}", highlight=False)

    places = [side.place(given.rows) for one in chosen for side in (one.ours, one.rival)]
    databases = ensure(cluster, sorted({place.rows for place in places} | {min(SMALL, given.rows)}), say)
    stations = Stations(cluster, databases, changed={place.rows for place in places if place.fresh})
    try:
        return run(chosen, stations, rounds=given.rounds, seed=seed, say=say)
    finally:
        stations.stop()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="only those whose name begins so")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rows", type=int, default=BIG, help="challenges of the largest data set")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--json", type=Path, default=ROOT / "test-results" / "bench.json")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
