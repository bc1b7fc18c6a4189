"""What the local stack still waits for since its start: the supervisor notes it, `/readyz` asks.

The engine knows whether relay and worker have answered; only the supervisor knows about the simulator and the demo.
"""

import json
import urllib.error
import urllib.request
from pathlib import Path

from config.local.environment import write_privately
from config.local.state import state_folder


def begin(state: Path, *, with_simulator: bool, with_demo: bool) -> None:
    """Note at the start what there is to wait for."""
    _write(state, [name for name, needed in (("simulator", with_simulator), ("demo", with_demo)) if needed])


def reached(state: Path, name: str) -> None:
    """Note that this one needs no waiting any more."""
    _write(state, [waiting for waiting in still_waiting_for(state) if waiting != name])


def still_waiting_for(state: Path) -> list[str]:
    """What is missing; nothing where no supervisor runs."""
    try:
        waiting: list[str] = json.loads((state / "waiting.json").read_text())
    except (OSError, ValueError):
        return []
    return waiting


def stack_is_complete() -> str | None:
    """For `/readyz`: a reason to wait, while the simulator or the demo is missing."""
    waiting = still_waiting_for(state_folder())
    return f"Still waiting for: {', '.join(waiting)}." if waiting else None


def answers(url: str) -> bool:
    """Whether that address answers 200 within two seconds."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 (our own address)
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def _write(state: Path, waiting: list[str]) -> None:
    write_privately(state / "waiting.json", json.dumps(waiting))
