"""How the story is told: one line a step, with who, what, and how long it took."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from config.local.story.actors import StoryFailed

POLL_SECONDS = 0.1


class Telling:
    """Prints each step when it has happened, and keeps the time since the story began; `quiet` keeps the lines only."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._began = time.monotonic()
        self._quiet = quiet
        self.lines: list[str] = []

    @property
    def elapsed(self) -> float:
        """Seconds since the story began."""
        return time.monotonic() - self._began

    @contextmanager
    def step(self, who: str, what: str) -> Iterator[None]:
        """Time one step and print its line once it is done."""
        started = time.monotonic()
        yield
        took = time.monotonic() - started
        self.say(f"{self.elapsed:6.1f} s  {who:<11} {what}  ({took:.2f} s)")

    def say(self, line: str = "") -> None:
        """Print a line at once, also into a pipe."""
        self.lines.append(line)
        if self._quiet:
            return
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def wait_for(look: Callable[[], Any], *, until: Callable[[Any], bool], what: str, seconds: float) -> Any:
    """Look again and again until it is so; raises StoryFailed with the last sight when time is up."""
    end = time.monotonic() + seconds
    while not until(seen := look()):
        if time.monotonic() > end:
            raise StoryFailed(f"Waited {seconds:.0f} s for {what}; last seen: {str(seen)[:600]}")
        time.sleep(POLL_SECONDS)
    return seen
