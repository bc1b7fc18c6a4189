"""Breeds worker processes in milliseconds: one process loads all, and forks a real worker for each line it reads.

A fresh interpreter per worker would take a second each; a campaign that kills hundreds can't wait for that. Prints each
worker's pid; the end of its input ends it and them all.
"""

import os
import signal
import sys

import django
from django.core.management import call_command

from tests.campaigns.clocks import ASKED, set_wrong


def breed() -> int:
    """A child that runs `manage.py worker`, until somebody kills it."""
    pid = os.fork()
    if pid:
        return pid
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.close(sys.stdin.fileno())
    if ASKED:
        set_wrong(ASKED[os.getpid() % len(ASKED)])
    call_command("worker", "--queues", "money,default", "--threads", "2")
    os._exit(0)


def main() -> None:
    """Answer each line with the pid of a new worker."""
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burial
    bred = []
    for _ in sys.stdin:
        bred.append(breed())
        print(bred[-1], flush=True)
    for pid in bred:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


if __name__ == "__main__":
    main()
