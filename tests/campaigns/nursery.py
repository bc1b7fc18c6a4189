"""Breeds worker processes in milliseconds: one process loads all, and forks a real worker for each line it reads.

A line that says what somebody asks (`page REFERENCE PAYER`) gets a process that asks it, as a request of theirs would.

A fresh interpreter per worker would take a second each; a campaign that kills hundreds can't wait for that. Prints each
worker's pid; the end of its input ends it and them all.
"""

import importlib
import os
import signal
import sys
from contextlib import suppress

import django
from django.core.management import call_command

from tests.campaigns.clocks import ASKED, set_wrong


def breed(*ask: str) -> int:
    """A child that runs `manage.py worker`, or asks, until somebody kills it."""
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.close(sys.stdin.fileno())
    if ASKED:
        set_wrong(ASKED[os.getpid() % len(ASKED)])
    if ask:
        with suppress(Exception):  # Stripe answers badly here, by design
            importlib.import_module("tests.campaigns.visiting").ASKS[ask[0]](*ask[1:])
        signal.pause()  # whoever asked for it kills it, by its pid
    call_command("worker", "--queues", "money,default", "--threads", "2")
    os._exit(0)


def main() -> None:
    """Answer each line with the pid of a new worker."""
    django.setup()
    importlib.import_module("tests.campaigns.visiting")  # once, before any is bred
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
    bred = []
    for line in sys.stdin:
        bred.append(breed(*line.split()[1:]))
        print(bred[-1], flush=True)
    for pid in bred:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    main()
