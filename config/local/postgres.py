"""A PostgreSQL server of our own, from a wheel: made, started, stopped. For the local stack and the tests."""

import os
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from config.local.binaries import postgres_programs, servers_identity
from config.local.ports import free_port
from config.local.processes import is_alive, pid_in, waited

START_SECONDS = 15  # after a kill -9 the old shared memory keeps a new server from starting for up to 5 s
STOP_SECONDS = 15


class ServerFailed(Exception):
    """A server did not start or stop in time; its log's last lines are in the message."""


@dataclass
class Postgres:
    """One cluster in one folder: superuser `postgres`, and the application's role and database `laurel`."""

    folder: Path
    port: int = field(default_factory=free_port)
    durable: bool = True  # False switches fsync off: only for tests that never pull its plug
    options: Mapping[str, str] = field(default_factory=dict)  # of the server, over those of a modest guest

    @property
    def data(self) -> Path:
        """The cluster's data folder, readable by the server's user alone."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.folder / "postgres.log"

    @property
    def password(self) -> str:
        """The random password of both roles, made with the cluster."""
        return (self.folder / "password").read_text().strip()

    def url(self, database: str = "laurel", role: str = "laurel") -> str:
        """The database's address, in the words of DATABASE_URL."""
        return f"postgres://{role}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        """Make the cluster if it is not there yet; one that was interrupted in the making is made anew."""
        if self.data.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711)  # the server's user enters
        unfinished = self.folder / "data.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        secret = self.folder / "password"
        secret.write_text(secrets.token_urlsafe(24))
        self._give_to_server(unfinished, 0o700)
        self._give_to_server(secret, 0o600)
        self._run(
            "initdb", "-D", str(unfinished), "-U", "postgres", "-A", "scram-sha-256", f"--pwfile={secret}",
            "-E", "UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions", "--no-sync",
        )  # fmt: skip
        unfinished.rename(self.data)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server and wait until it answers.

        Raises ServerFailed with the log's end when it doesn't within 15 s.
        """
        self.create()
        end = time.monotonic() + START_SECONDS
        while True:
            process = self.spawn()
            while process.poll() is None and time.monotonic() < end:
                if self.answers():
                    return process
                time.sleep(0.05)
            if time.monotonic() >= end:
                process.kill()
                raise ServerFailed(f"PostgreSQL did not start:\n{self.log_end()}")
            time.sleep(0.3)

    def spawn(self) -> subprocess.Popen[bytes]:
        """Start the server's process, and don't wait."""
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "max_connections": "200"}
        options |= {"shared_buffers": "64MB", "io_method": "sync"}  # a modest guest on someone's machine
        if not self.durable:
            options |= {"fsync": "off", "full_page_writes": "off"}
        options |= self.options
        flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        program = str(postgres_programs(self.folder) / "postgres")
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [program, "-D", str(self.data), "-p", str(self.port), *flags],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", start_new_session=True, **servers_identity(),
            )  # fmt: skip

    def answers(self) -> bool:
        """Whether the server takes a connection."""
        try:
            self.superuser_connection().close()
        except psycopg.OperationalError:
            return False
        return True

    def superuser_connection(self, database: str = "postgres") -> psycopg.Connection:
        """An autocommit connection as `postgres`, for what the application's role may not do."""
        return psycopg.connect(self.url(database, "postgres"), autocommit=True, connect_timeout=5)

    def execute(self, statement: LiteralString) -> None:
        """Run one statement in the application's database."""
        with psycopg.connect(self.url(), autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)

    def ensure_database(self, name: str = "laurel", *, for_tests: bool = False) -> bool:
        """Make the application's role (no superuser) and its database; says whether the database is new."""
        with self.superuser_connection() as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'laurel'").fetchone():
                secret = sql.Literal(self.password)
                connection.execute(sql.SQL("CREATE ROLE laurel LOGIN PASSWORD {}").format(secret))
            if for_tests:
                # Tests clone databases, and empty append-only tables with their triggers at rest.
                connection.execute("ALTER ROLE laurel CREATEDB")
                connection.execute("GRANT SET ON PARAMETER session_replication_role TO laurel")
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
                return False
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER laurel").format(sql.Identifier(name)))
            return True

    def drop_database(self) -> None:
        """Remove the application's database, whoever uses it."""
        with self.superuser_connection() as connection:
            connection.execute("DROP DATABASE IF EXISTS laurel WITH (FORCE)")

    def pid(self) -> int | None:
        """The running server's process id, also of one that an earlier supervisor left behind."""
        file = self.data / "postmaster.pid"
        try:
            folder = file.read_text().splitlines()[1]
        except (OSError, IndexError):
            return None
        return pid_in(file) if Path(folder) == self.data else None  # a copied folder names the original's server

    def stop(self) -> None:
        """Stop the server fast but cleanly (SIGINT ends its sessions, then checkpoints)."""
        pid = self.pid()
        if pid is None:
            return
        os.kill(pid, signal.SIGINT)
        if not waited(lambda: not is_alive(pid), STOP_SECONDS):
            raise ServerFailed(f"PostgreSQL (pid {pid}) did not stop:\n{self.log_end()}")

    def log_end(self) -> str:
        """The last lines of what the server said."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(postgres_programs(self.folder) / program), *arguments]
        done = subprocess.run(
            command, capture_output=True, text=True, cwd="/", check=False, start_new_session=True, **servers_identity()
        )  # fmt: skip
        if done.returncode:
            raise ServerFailed(f"{program} failed:\n{done.stdout}{done.stderr}")

    def _give_to_server(self, path: Path, mode: int) -> None:
        path.chmod(mode)
        identity = servers_identity()
        if identity:
            os.chown(path, identity["user"], identity["group"])
