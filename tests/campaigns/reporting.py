"""What a campaign says: its progress while it runs, its figures at its end, and campaign.json for whoever compares.

campaign.json holds every campaign's last command, by its name: `{"events": {"outcome": "clean", "runs": [{"seed": 7,
…}]}}`, a run per seed. Beside it lies campaign.txt, the same as a table for people.
"""

import fcntl
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

TOLD_EVERY_SECONDS = 5.0

Kept = dict[str, dict[str, Any]]


class Progress:
    """One line every few seconds, so that nobody wonders; silent where the campaign is a slice among tests."""

    def __init__(self, name: str, whole: int) -> None:
        self.name, self.whole, self.began, self.told = name, whole, time.monotonic(), 0.0

    def at(self, done: int, **figures: Any) -> None:
        now = time.monotonic()
        if not os.environ.get("CAMPAIGN_REPORT") or (now - self.told < TOLD_EVERY_SECONDS and done < self.whole):
            return
        self.told = now
        more = ", ".join(f"{name} {value}" for name, value in figures.items())
        print(f"{self.name}: {done} of {self.whole}, {now - self.began:.0f} s{', ' if more else ''}{more}", flush=True)


def report(name: str, figures: dict[str, Any]) -> None:
    """Print the figures of a run; and add them to campaign.json where `make campaign` asked for it."""
    sys.stdout.write("\n".join(["", f"Campaign {name}", *_lines(figures), ""]))
    if path := os.environ.get("CAMPAIGN_REPORT"):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with Path(f"{path}.lock").open("w") as lock:  # several processes of one campaign may end at once
            fcntl.flock(lock, fcntl.LOCK_EX)
            told = kept(Path(path))
            told.setdefault(name, {"runs": []})["runs"].append(figures)
            keep(Path(path), told)


def kept(path: Path) -> Kept:
    """What the last commands found; nothing if there was none, or if it was told in another way then."""
    try:
        told: Kept = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return {name: row for name, row in told.items() if isinstance(row, dict) and "runs" in row}


def keep(path: Path, told: Kept) -> None:
    """Write campaign.json, and campaign.txt beside it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(told, indent=1, default=str) + "\n")
    path.with_suffix(".txt").write_text(table(told))


def table(told: Kept) -> str:
    """Each campaign with how its last command ended, and the figures of each of its runs."""
    parts = []
    for name, row in sorted(told.items()):
        about = {label: value for label, value in row.items() if label not in ("runs", "outcome")}
        heading = f"{name}: {row.get('outcome', 'still running')}"
        parts += [heading, "=" * len(heading), *(_lines(about) if about else [])]
        for run in row["runs"]:
            parts += ["", *_lines(run)]
        parts.append("")
    return "\n".join(parts) + "\n"


def _lines(figures: dict[str, Any]) -> list[str]:
    width = max(map(len, figures), default=0)
    return [f"  {label.replace('_', ' '):<{width}}  {_shown(value)}" for label, value in figures.items()]


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(count)}" for key, count in sorted(value.items())) or "none"
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
