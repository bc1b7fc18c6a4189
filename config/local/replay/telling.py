"""Progress: a bar with counts and time left on a terminal, one line per finished step elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

Advance = Callable[[int], None]


class Telling:
    """Says what is done, to whoever watches."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.is_watched = sys.stdout.isatty()

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self.began

    def say(self, line: str = "") -> None:
        """Print a line at once, also into a pipe."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    @contextmanager
    def counting(self, what: str, total: int) -> Iterator[Advance]:
        """A bar for so many of them; gives what to call with how many are done in all."""
        started = time.monotonic()
        columns = (
            TextColumn("  {task.description:<28}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
            TextColumn("left"), TimeRemainingColumn(),
        )  # fmt: skip
        with Progress(*columns, console=Console(file=sys.stdout), disable=not self.is_watched, transient=True) as bar:
            task = bar.add_task(what, total=total)
            yield lambda done: bar.update(task, completed=done)
        if total:
            self.say(f"{self.elapsed:7.1f} s  {what:<34} {total:>7,}  ({time.monotonic() - started:.1f} s)")
