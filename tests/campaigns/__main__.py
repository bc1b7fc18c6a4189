"""`make campaign`: lists the campaigns; runs one, several or all, from one seed or several; keeps the report.

Its arguments are the Makefile's rows (`events=tests/campaigns/test_events.py`), `--`, and what make was told
(`NAME=events SEEDS=1,2,3 EVENTS=10000`). Each option reaches the campaign as CAMPAIGN_EVENTS and so on.
"""

import ast
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.campaigns.reporting import keep, kept, table

REPORT = Path("test-results/campaign.json")
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:randomly", "-q", "-s", "--durations=0")

USAGE = """make campaign NAME=one, several,by,commas or all; SEED=7 repeats a run, SEEDS=1,2,3 are a run each;
CLOCKS=-5h,26h sets the clocks of our processes wrong, each by one of these; the database's stays right.
JOBS=2 lets as many processes play the stories of `books`, each its part of them.
"""


def main(arguments: list[str]) -> int:
    """Do what make was told; 0 if everything is clean."""
    cut = arguments.index("--")
    rows, options = pairs(arguments[:cut]), pairs(arguments[cut + 1 :])
    asked = options.pop("NAME", "")
    names = sorted(rows) if asked == "all" else [name for name in asked.split(",") if name]
    if not names or set(names) - rows.keys():
        list_them(rows)
        return 2 if names else 0
    outcomes = [run(name, rows[name], options) for name in names]
    told = kept(REPORT)
    print("\n" + table({name: told[name] for name in names}) + f"All of it: {REPORT.with_suffix('.txt')} and {REPORT}")
    return max(outcomes)


def pairs(words: Iterable[str]) -> dict[str, str]:
    """`["A=1", "B=2"]` by their names."""
    return {name: value for name, _, value in (word.partition("=") for word in words)}


def list_them(rows: dict[str, str]) -> None:
    """A line each: what a campaign's own page says first."""
    print(USAGE)
    for name, path in sorted(rows.items()):
        said = ast.get_docstring(ast.parse(Path(path.split(",")[0]).read_text())) or ""
        print(f"  {name:<10} {' '.join(said.splitlines()[:1])}")


def run(name: str, path: str, options: dict[str, str]) -> int:
    """One campaign from each seed; its earlier figures are forgotten, and these kept with how it ended."""
    options = options.copy()
    seeds = options.pop("SEEDS", "").split(",")
    told = kept(REPORT) | {name: {"runs": []}}
    keep(REPORT, told)
    began, failed = time.monotonic(), 0
    for seed in seeds:
        given = options | ({"SEED": seed} if seed else {})
        environment = {f"CAMPAIGN_{option}": value for option, value in given.items() if value}
        environment |= {"CAMPAIGN_REPORT": str(REPORT.resolve())}
        failed = max(failed, spread([*PYTEST, *path.split(",")], os.environ | environment, int(given.get("JOBS", 1))))
    told = kept(REPORT)
    told[name] = about(options, failed, began) | told.get(name, {"runs": []})
    keep(REPORT, told)
    return failed


def spread(command: list[str], environment: dict[str, str], jobs: int) -> int:
    """In so many processes at once, each of which knows its number; 0 if all ended well, also not by a signal."""
    mine = [environment | {"CAMPAIGN_JOB": str(number)} for number in range(jobs)]
    running = [subprocess.Popen(command, env=each) for each in mine]
    return max(abs(each.wait()) for each in running)


def about(options: dict[str, str], failed: int, began: float) -> dict[str, Any]:
    """How a command ended, and of what."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "outcome": "failed" if failed else "clean",
        "options": options,
        "took_seconds": round(time.monotonic() - began),
        "ended_at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "commit": commit.stdout.strip(),
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
