"""A process that is started again whenever it dies."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from config.local.processes import kill_group

LIVED_WELL_SECONDS = 10  # after so long a life, a death is the first again
LONGEST_PAUSE_SECONDS = 5.0


@dataclass
class Child:
    """One part of the stack as a process, which leads its own group."""

    name: str
    spawn: Callable[[], subprocess.Popen[bytes]]
    ending: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started_at: float = 0.0
    due_at: float = 0.0

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        return self.process.pid if self.process and self.process.poll() is None else None

    def start(self) -> None:
        """Start it now."""
        self.process = self.spawn()
        self.started_at = time.monotonic()

    def watch(self) -> str:
        """Start it again if it died, after a pause that grows with each early death; tells what happened."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due_at:
                self.start()
            return ""
        code = self.process.poll()
        if code is None:
            return ""
        kill_group(self.process.pid)
        self.deaths = 0 if now - self.started_at > LIVED_WELL_SECONDS else self.deaths
        pause = min(0.1 * 2**self.deaths, LONGEST_PAUSE_SECONDS) if self.deaths else 0.0
        self.deaths, self.process, self.due_at = self.deaths + 1, None, now + pause
        return f"{self.name} {_how_it_ended(code)}; starting it again" + (f" in {pause:.1f} s" if pause else "")

    def ask_to_end(self) -> None:
        """Ask it to end in good order."""
        if self.pid:
            os.kill(self.pid, self.ending)

    def finish(self) -> None:
        """End what is left of it and of its children."""
        if self.process:
            kill_group(self.process.pid)
            self.process.wait()
            self.process = None


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended with code {code}"
