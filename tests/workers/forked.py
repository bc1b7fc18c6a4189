"""A relay or a worker as a process of its own, forked from one that has loaded all of Laurel already.

A fresh interpreter takes two seconds of a processor to load it, and these tests start more than fifty.
"""

import multiprocessing
import os
import sys
from importlib import import_module
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import django
import gunicorn.app.wsgiapp
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.campaigns.clocks import set_wrong

EXTRA_HANDLERS = {"LAUREL_EXTRA_HANDLERS": "tests.workers.toys,tests.workers.toy_ticks"}

if not apps.ready:
    django.setup()
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload([__name__])


def fork(command: tuple[str, ...], log: Path, *, clock: str = "", **changed: Any) -> ForkServerProcess:
    """`manage.py command` with these settings changed, in this process's database, its words in a log.

    `gunicorn` is the web. Its clock is wrong by `clock` ("-5h").
    """
    process = FORKS.Process(target=_run, args=(command, log, clock, changed, database()))
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


def database() -> dict[str, Any]:
    """Where this process's database is."""
    return {name: connection.settings_dict[name] for name in ("HOST", "PORT", "NAME", "USER", "PASSWORD")}


def _run(command: tuple[str, ...], log: Path, clock: str, changed: dict[str, Any], database: dict[str, Any]) -> None:
    with log.open("w") as file:
        for descriptor in (1, 2):
            os.dup2(file.fileno(), descriptor)
    if clock:
        set_wrong(clock)
    connection.settings_dict.update(database)
    for name, value in changed.items():
        setattr(settings, name, value)
    if command == ("gunicorn",):
        os.environ["BIND"] = changed["BIND"]
        import_module("config.gunicorn")  # it says how long a web waits for a session; our settings are read already
        connection.settings_dict["OPTIONS"]["pool"]["timeout"] = float(os.environ["DATABASE_POOL_WAIT_SECONDS"])
        sys.argv = ["gunicorn", "--config", "python:config.gunicorn"]
        gunicorn.app.wsgiapp.run()
    call_command(*command)
