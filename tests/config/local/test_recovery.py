"""The recovery that docs/operations.md describes, drilled: a base backup, archived log, and back to a moment."""

import os
import shutil
import subprocess

import psycopg
import pytest

from config.local.binaries import postgres_programs, servers_identity
from config.local.postgres import Postgres
from config.local.processes import waited
from tests.servers import Servers

pytestmark = pytest.mark.durable


@pytest.fixture
def servers():
    """A folder that the database's user can enter, removed in the end."""
    made = Servers()
    yield made
    made.stop()


def given_to_server(folder):
    folder.mkdir(parents=True)
    identity = servers_identity()
    if identity:
        os.chown(folder, identity["user"], identity["group"])
    return folder


def configure(postgres: Postgres, **settings: str) -> None:
    with (postgres.data / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())


def back_up(postgres: Postgres, target) -> None:
    """A base backup, as the night's job makes it."""
    command = [postgres_programs(postgres.folder) / "pg_basebackup", "-D", target, "-h", "127.0.0.1", "-X", "none"]
    subprocess.run(
        [*command, "-p", str(postgres.port), "-U", "postgres", "--checkpoint=fast", "--no-sync"], check=True, cwd="/",
        capture_output=True, env={"PGPASSWORD": postgres.password}, **servers_identity(),
    )  # fmt: skip


def pay(connection: psycopg.Connection, what: str) -> None:
    connection.execute("INSERT INTO payment (what) VALUES (%s)", [what])


def test_the_database_goes_back_to_the_moment_before_a_mistake(servers):
    archive = given_to_server(servers.folder / "archive")
    original = servers.postgres
    original.create()
    configure(original, archive_mode="on", archive_command=f"cp %p {archive}/%f")
    original.start()
    with original.superuser_connection() as connection:
        connection.execute("CREATE TABLE payment (what text)")
        restored = Postgres(servers.folder / "restored")
        given_to_server(restored.folder)
        back_up(original, restored.data)
        pay(connection, "made after the backup")
        (moment,) = connection.execute("SELECT clock_timestamp()::text").fetchone()
        pay(connection, "the mistake")
        (log,) = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        assert waited((archive / log).exists, 30)
    original.stop()

    shutil.copy(original.folder / "password", restored.folder / "password")
    configure(
        restored, restore_command=f"cp {archive}/%f %p", recovery_target_time=moment, recovery_target_action="promote"
    )
    (restored.data / "recovery.signal").touch()
    restored.start()
    try:
        with restored.superuser_connection() as connection:
            assert connection.execute("SELECT what FROM payment").fetchall() == [("made after the backup",)]
    finally:
        restored.stop()
