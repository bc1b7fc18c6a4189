"""A PostgreSQL of a campaign's own, with fsync on, that it may kill; the test and the processes it starts use it."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection

from config.local.binaries import servers_identity
from config.local.postgres import Postgres
from config.local.processes import is_alive, waited
from tests.servers import load

GONE_SECONDS = 30


@pytest.fixture
def durable(django_db_setup: None, django_db_blocker: Any) -> Iterator[Postgres]:
    """Migrated, empty, and this test's database for as long as it lasts."""
    with migrated() as postgres, django_db_blocker.unblock(), lived_in(postgres.url()):
        yield postgres


@contextmanager
def migrated(archive: str = "") -> Iterator[Postgres]:
    """A server that keeps what it acknowledged; its log is archived in this folder of its own, if it is named."""
    folder = Path(tempfile.mkdtemp(prefix="laurel-durable-", dir="/var/tmp"))
    folder.chmod(0o755)  # the database's user must be able to enter
    hasty = Postgres(folder / "postgres", durable=False)  # while there is nothing to lose
    hasty.start()
    hasty.ensure_database(for_tests=True)
    load(hasty, hasty.url())
    hasty.stop()
    postgres = Postgres(folder / "postgres", options=archiving(folder / archive) if archive else {})
    postgres.start()
    try:
        yield postgres
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def archiving(archive: Path) -> dict[str, str]:
    """The server's options, and the folder, as docs/operations.md has them."""
    given_to_server(archive)
    return {"archive_mode": "on", "archive_timeout": "60", "archive_command": f"cp %p {archive}/%f"}


def given_to_server(folder: Path) -> Path:
    """A folder that the database's user may write."""
    folder.mkdir(parents=True)
    if identity := servers_identity():
        os.chown(folder, identity["user"], identity["group"])
    return folder


@contextmanager
def lived_in(url: str) -> Iterator[None]:
    """Let this process live in that database, in every thread."""
    parts = urlsplit(url)
    there = {"HOST": parts.hostname, "PORT": parts.port, "NAME": parts.path[1:], "USER": parts.username}
    there["PASSWORD"] = unquote(parts.password or "")
    here = {name: connection.settings_dict[name] for name in there}
    for place in (there, here):
        connection.close()
        connection.close_pool()
        connection.settings_dict.update(place)
        if place is there:
            yield


def cut_the_power(postgres: Postgres, sign: signal.Signals) -> None:
    """SIGKILL: as when the machine dies. SIGQUIT: an immediate shutdown. Either way it must recover from its log."""
    pid = postgres.pid()
    assert pid is not None
    family = [pid, *children(pid)]
    os.kill(pid, sign)
    assert waited(lambda: not any(map(is_alive, family)), GONE_SECONDS), "PostgreSQL did not die."
    with suppress(ChildProcessError):  # buried already
        os.waitpid(pid, os.WNOHANG)  # to its successor a dead child that nobody has buried is a server that runs


def children(pid: int) -> list[int]:
    """The server's own processes, which end by themselves when they miss their parent."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]
