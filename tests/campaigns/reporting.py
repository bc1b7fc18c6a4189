"""What a campaign says: its progress while it runs, a table at its end, and campaign.json for whoever compares."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

TOLD_EVERY_SECONDS = 5.0


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
    """Print the table; and write campaign.json where `make campaign` asked for it."""
    width = max(len(label) for label in figures)
    lines = [f"  {label.replace('_', ' '):<{width}}  {_shown(value)}" for label, value in figures.items()]
    sys.stdout.write("\n".join(["", f"Campaign {name}", *lines, ""]))
    if path := os.environ.get("CAMPAIGN_REPORT"):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(json.dumps({"campaign": name, **figures}, indent=1, default=str) + "\n")


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {count}" for key, count in sorted(value.items())) or "none"
    return ", ".join(map(str, value)) or "none" if isinstance(value, list) else str(value)
