"""A campaign in several processes: each is a part of it, on a database of its own, and their figures are one report."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.campaigns.options import length
from tests.campaigns.reporting import kept

PYTEST = (sys.executable, "-m", "pytest", "-p", "no:randomly", "-p", "no:cacheprovider", "-q", "-s", "--durations=0")
PART, ALL = map(int, os.environ.get("CAMPAIGN_PART", f"0/{os.cpu_count() or 1}").split("/"))
IS_PART = "CAMPAIGN_PART" in os.environ
PARTS = ALL if IS_PART else length("PARTS", campaign=ALL, among_tests=1)


def in_parts(name: str, path: str) -> tuple[dict[str, Any], list[str]]:
    """Run this test once for each part and wait for all; their figures together, and what failed."""
    with tempfile.TemporaryDirectory() as folder:
        reports = [Path(folder) / f"{part}.json" for part in range(PARTS)]
        running = [subprocess.Popen([*PYTEST, path], env=_environment(at, one)) for at, one in enumerate(reports)]
        ended = [one.wait() for one in running]
        runs = [run for one in reports for run in kept(one).get(name, {"runs": []})["runs"]]
    whole: dict[str, Any] = {}
    for run in runs:
        whole = added(whole, run)
    return whole, [f"part {part} of {PARTS} ended with {code}" for part, code in enumerate(ended) if code]


def _environment(part: int, report: Path) -> dict[str, str]:
    # Like a worker of pytest-xdist it uses the servers of this run, and makes its own clone of the template.
    own = {"CAMPAIGN_PART": f"{part}/{PARTS}", "CAMPAIGN_REPORT": str(report), "PYTEST_XDIST_WORKER": f"gw{part + 1}"}
    return os.environ | own


def added(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Counts are added, what counts are of is too; of anything else the first says it for all."""
    return one | {name: _sum(one[name], value) if name in one else value for name, value in other.items()}


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, dict):
        return added(one, other)
    return one + other if isinstance(one, int) else one
