"""A relay or a worker as a process of its own, forked from one that has loaded all of Laurel already.

A fresh interpreter takes two seconds of a processor to load it, and these tests start more than fifty.
"""

import multiprocessing
import os
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

EXTRA_HANDLERS = {"LAUREL_EXTRA_HANDLERS": "tests.workers.toys,tests.workers.toy_ticks"}

if not apps.ready:
    django.setup()
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


def fork(command: tuple[str, ...], log: Path, **changed: Any) -> ForkServerProcess:
    """`manage.py command` with these settings changed, its words in a log."""
    process = FORKS.Process(target=_run, args=(command, log, changed))
    os.environ |= EXTRA_HANDLERS  # read by the one they are forked from, which starts with the first of them
    try:
        process.start()
    finally:
        for name in EXTRA_HANDLERS:
            del os.environ[name]
    return process


def ended(process: ForkServerProcess, *, seconds: float = 60) -> int | None:
    """How it ended: 0 is well, below 0 is the signal that killed it, None is not yet."""
    process.join(seconds)
    return process.exitcode


def _run(command: tuple[str, ...], log: Path, changed: dict[str, Any]) -> None:
    with log.open("w") as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
    for name, value in changed.items():
        setattr(settings, name, value)
    call_command(*command)
