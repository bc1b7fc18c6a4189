"""The database server of the measurements: kept from run to run, and durable as one in service is."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from config.local.binaries import postgres_programs
from config.local.postgres import Postgres
from config.local.valkey import Valkey
from tests.servers import ROOT, SETTINGS, keep, kept_dump, load

# As on a small machine of its own. Parallel plans are off: their time is another process's, and a busy server has no
# idle core to lend; both sides of every ratio run without.
OPTIONS = {
    "shared_buffers": "512MB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "15min",
    "max_parallel_workers_per_gather": "0",
    "effective_cache_size": "4GB",
    "random_page_cost": "1.1",
    "track_io_timing": "on",
}
SCHEMA = "laurel_schema"


class Busy(Exception):
    """Another run of this checkout uses the server."""


class Cluster:
    """PostgreSQL with its data sets, and a Valkey that is empty at each start."""

    def __init__(self) -> None:
        self.folder = folder_of(ROOT)
        self.postgres = Postgres(self.folder / "postgres", options=OPTIONS)
        self.valkey = Valkey(self.folder / "valkey")

    @contextmanager
    def running(self) -> Iterator["Cluster"]:
        """Started, and stopped at the end. Raises Busy."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o755)  # the servers' user enters
        with (self.folder / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy(f"Another `make bench` uses {self.folder}. Wait for it, or stop it.") from error
            self.postgres.stop()  # what a killed run left
            try:
                self.postgres.start()
                self.valkey.start()
                yield self
            finally:
                self.valkey.stop()
                self.postgres.stop()

    def environment(self, database: str) -> dict[str, str]:
        """What a process of Laurel is told: as in service, but for the rate limit, which would end the measurement."""
        told = {name: value for name, value in os.environ.items() if name not in ("LAUREL_LOCAL", "PGAPPNAME")}
        told |= SETTINGS | {
            "DATABASE_URL": self.postgres.url(database),
            "REDIS_URL": self.valkey.url,
            "CACHE_URL": self.valkey.url.replace("redis:", "rediscache:").replace("/0", "/1"),
            "LAUREL_STATE": str(self.folder / "state"),
            "LOG_LEVEL": "INFO",
            "RATE_LIMIT_VISITOR": "1000000000",
            "RATE_LIMIT_USER": "1000000000",
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        del told["LAUREL_LOCAL"]
        return told

    def collect_static(self) -> None:
        """Pages name their files by the hashes that this makes, as in service."""
        command = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
        subprocess.run(command, cwd=ROOT, env=self.environment(SCHEMA), check=True)

    def schema(self) -> str:
        """Make the migrated, empty database anew if the migrations changed; give the hash of what they make."""
        told = self.folder / f"schema-{kept_dump().stem}"
        if told.exists() and self.has(SCHEMA):
            return told.read_text()
        self.drop(SCHEMA)
        self.postgres.ensure_database(SCHEMA, for_tests=True)
        url = self.postgres.url(SCHEMA)
        if kept_dump().exists():
            load(self.postgres, url)
        else:
            environment = os.environ | SETTINGS | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
            command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            keep(self.postgres, url)
        for old in self.folder.glob("schema-*"):
            old.unlink()
        told.write_text(self._hash_of(url))
        return told.read_text()

    def _hash_of(self, url: str) -> str:
        program = str(postgres_programs(self.postgres.folder) / "pg_dump")
        done = subprocess.run([program, "--schema-only", "--no-owner", url], capture_output=True, check=True)
        # In any order, for that of columns and statements tells only which migration came first; and without the
        # random word that newer programs put into each dump.
        lines = {line.rstrip(b",") for line in done.stdout.splitlines() if b"restrict " not in line}
        return hashlib.sha256(b"\n".join(sorted(lines))).hexdigest()[:16]

    def has(self, database: str) -> bool:
        """Whether there is such a database."""
        with self.postgres.superuser_connection() as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone()
        return found is not None

    def databases(self) -> list[str]:
        """All of them."""
        with self.postgres.superuser_connection() as connection:
            return [name for (name,) in connection.execute("SELECT datname FROM pg_database")]

    def drop(self, database: str) -> None:
        """Remove it, whoever uses it."""
        with self.postgres.superuser_connection() as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database)))

    def rename(self, database: str, name: str) -> None:
        """Give it its final name, once it is whole."""
        statement = sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(database), sql.Identifier(name))
        with self.postgres.superuser_connection() as connection:
            connection.execute(statement)

    def copy(self, database: str, name: str) -> None:
        """A copy of that database under another name, in place of what had it."""
        self.drop(name)
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER laurel STRATEGY FILE_COPY")
        with self.postgres.superuser_connection() as connection:
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(database)))

    def connect(self, database: str) -> psycopg.Connection:
        """As the application's role, each statement its own transaction."""
        return psycopg.connect(self.postgres.url(database), autocommit=True)


def folder_of(checkout: Path) -> Path:
    """LAUREL_BENCH, or a folder under /var/tmp that belongs to this checkout: it takes about five gigabytes."""
    given = os.environ.get("LAUREL_BENCH")
    return Path(given or f"/var/tmp/laurel-bench-{hashlib.sha256(str(checkout).encode()).hexdigest()[:12]}")
