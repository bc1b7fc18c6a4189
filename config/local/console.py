"""What the supervisor says while it works: short lines, with times."""

import contextlib
import sys
import time
from collections.abc import Iterator

PEOPLE = (
    ("sponsor, maker", "a company's and an individual's sponsor"),
    ("solver1 .. solver5", "solvers"),
    ("judge1 .. judge3", "judges"),
    ("moderator", "reviews"),
    ("arbiter, arbiter2", "appeals and charges"),
    ("finance1, finance2", "finance: makers and checkers both"),
    ("finance-viewer, -maker", "finance by one right each,"),
    ("finance-checker, -closer", "to see what it lets one do"),
    ("admin", "everything"),
)


def say(line: str = "") -> None:
    """Print a line; a reader that went away must not stop the stack, or its stopping."""
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)


def speak_plainly() -> None:
    """Let terminals without Unicode read us too."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


@contextlib.contextmanager
def step(title: str) -> Iterator[None]:
    """Say that a step is done, and how long it took; one that fails says so itself."""
    start = time.monotonic()
    yield
    say(f"  ✓ {title:<44} {time.monotonic() - start:5.1f} s")


def say_welcome(url: str, *, with_demo: bool, mail: str, seconds: float) -> None:
    """Where to go, and as whom."""
    say(f"\nLaurel is ready at {url} (after {seconds:.1f} s)\n")
    if with_demo:
        say("  Sign in as NAME@demo.test with the password laurel-demo:")
        for names, what in PEOPLE:
            say(f"    {names:<24} {what}")
        say()
    say(f"  Desk     {url}/admin/")
    say(f"  API      {url}/api/v1/docs")
    if mail:
        say(f"  E-mails  {mail}")
    say("\n  `make story` plays the main job in another terminal. Ctrl-C stops everything.\n")
