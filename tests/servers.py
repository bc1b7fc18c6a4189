"""One embedded PostgreSQL and Valkey per test run, a migrated template database, and a clone of it per worker.

A pytest plugin (`-p tests.servers`), because the addresses must be known before Django reads its settings. The run's
first process starts the servers; pytest-xdist's workers inherit their addresses and only make their clone.
"""

import gc
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from config.local.binaries import postgres_programs
from config.local.postgres import Postgres
from config.local.processes import pid_in
from config.local.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "template_laurel"
KEPT = ROOT / ".pytest_cache" / "laurel"
# Whatever a migration or a model may be made of; any change in it, and the migrations run anew.
MIGRATED_FROM = (
    *("*/migrations/*.py", "*/*/migrations/*.py", "*/*/models/*.py", "*/*/models.py", "*/models.py", "*/models/*.py"),
    *("payments/ledger/**/*.py", "workers/*.py", "config/settings.py", "uv.lock"),
)
PREFIX = "laurel-tests-"
HOUSEKEEPING_TENTHS = 100  # of a second, at most
ROOM_FOR_A_RUN = 4 * 2**30  # bytes; one takes less than 1 GB
SETTINGS = {
    "LAUREL_LOCAL": "1",
    "SECRET_KEY": "only-for-tests",
    "PUBLIC_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver",
    "EMAIL_URL": "memorymail://",
    "STRIPE_API_BASE": "http://127.0.0.1:9",  # nobody listens: no test ever reaches Stripe
    "STRIPE_SECRET_KEY": "sk_test_laurel",
    "STRIPE_WEBHOOK_SECRET": "whsec_test_platform",
    "STRIPE_CONNECT_WEBHOOK_SECRET": "whsec_test_connect",
    "LOG_LEVEL": "WARNING",
    # Playwright leaves an event loop running in this thread, which Django takes for asynchronous code.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}


# Until all tests are found (tests/conftest.py): nothing that is loaded till then is ever garbage.
gc.disable()


class Servers:
    """The pair of servers of one run, in a throwaway folder."""

    def __init__(self) -> None:
        end_abandoned(quick_folder())
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=quick_folder()))
        (self.folder / "pid").write_text(str(os.getpid()))
        self.folder.chmod(0o755)  # the database's user must be able to enter
        self.sockets = self.folder / "sockets"
        self.sockets.mkdir()
        self.sockets.chmod(0o777)
        options = {"unix_socket_directories": str(self.sockets)}
        self.postgres = Postgres(self.folder / "postgres", durable=False, options=options)
        self.valkey = Valkey(self.folder / "valkey")

    def start(self) -> None:
        """Start both, migrate the template, and put the addresses and the run's seed into the environment."""
        self.postgres.start()
        self.valkey.start()
        self.postgres.ensure_database(TEMPLATE, for_tests=True)
        os.environ |= SETTINGS | {
            "LAUREL_STATE": str(self.folder / "state"),
            "LAUREL_TEST_TEMPLATE_URL": self.postgres.url(TEMPLATE),
            "LAUREL_TEST_SOCKETS": str(self.sockets),
            "REDIS_URL": self.valkey.url,
        }
        os.environ.setdefault("CAMPAIGN_SEED", str(random.randrange(1_000_000)))
        if kept_dump().exists():
            load(self.postgres, self.postgres.url(TEMPLATE))
        else:
            self._migrate(self.postgres.url(TEMPLATE))

    def _migrate(self, url: str) -> None:
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)
        keep(self.postgres, url)

    def stop(self) -> None:
        """Stop both and leave nothing behind."""
        self.valkey.stop()
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def end_abandoned(where: str) -> None:
    """Stop the servers of runs that were killed, and free the memory or disk that they take."""
    for folder in Path(where).glob(f"{PREFIX}*"):
        if (folder / "pid").exists() and pid_in(folder / "pid") is None:
            Valkey(folder / "valkey").stop()
            Postgres(folder / "postgres").stop()
            shutil.rmtree(folder, ignore_errors=True)


def quick_folder() -> str:
    """Where a run's data lies: in memory where that has room enough, else on a disk.

    A database is 1,300 files. A disk that has just lost as many may take a second of a processor to place them.
    """
    memory = Path("/dev/shm")
    is_roomy = memory.is_dir() and shutil.disk_usage(memory).free >= ROOM_FOR_A_RUN
    return str(memory) if is_roomy else "/var/tmp"


def clone_template(name: str) -> str:
    """Make a database of that name from the migrated template (30 to 50 ms), and give its address.

    It is a socket's: a question through one costs client and server a third less than through the network's layers.
    """
    template = urlsplit(os.environ["LAUREL_TEST_TEMPLATE_URL"])
    with psycopg.connect(urlunsplit(template._replace(path="/postgres")), autocommit=True) as connection:
        _drop(connection, name)
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        connection.execute(statement)
    folder = quote(os.environ["LAUREL_TEST_SOCKETS"], safe="")
    place = f"{template.username}:{template.password}@{folder}:{template.port}"
    return urlunsplit(template._replace(netloc=place, path=f"/{name}"))


def _drop(connection: psycopg.Connection, name: str) -> None:
    """With whoever is in it, but PostgreSQL's own housekeeping, which only a superuser may end: it is soon through."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for _ in range(HOUSEKEEPING_TENTHS):
        try:
            connection.execute(statement)
        except InsufficientPrivilege:
            time.sleep(0.1)
        else:
            return
    connection.execute(statement)


def make_migrated(folder: Path) -> None:
    """A cluster for a stack or a replay to start on: migrated already, in a fifth of the time that takes."""
    cluster = Postgres(folder)
    cluster.start()
    try:
        cluster.ensure_database()
        load(cluster, cluster.url())
    finally:
        cluster.stop()


def load(cluster: Postgres, url: str) -> None:
    """Fill an empty database with what the migrations make."""
    program = str(postgres_programs(cluster.folder) / "psql")
    options = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", f"--file={kept_dump()}", url]
    subprocess.run([program, *options], stdout=subprocess.DEVNULL, check=True)


def keep(cluster: Postgres, url: str) -> None:
    """Keep what the migrations made for the next run, and for this run's own stacks; drop what is out of date."""
    for old in KEPT.glob("template-*.sql"):
        old.unlink(missing_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    unfinished = KEPT / f"unfinished-{os.getpid()}"
    program = str(postgres_programs(cluster.folder) / "pg_dump")
    subprocess.run([program, "--no-owner", f"--file={unfinished}", url], check=True)
    unfinished.rename(kept_dump())


def kept_dump() -> Path:
    """The file for exactly these migrations, with everything that they and the models are made of."""
    sources = [path for pattern in MIGRATED_FROM for path in ROOT.glob(pattern) if path.is_file()]
    told = b"".join(bytes(path.relative_to(ROOT)) + path.read_bytes() for path in sorted(sources))
    return KEPT / f"template-{hashlib.sha256(told).hexdigest()[:16]}.sql"


def pytest_report_header() -> str:
    """What every slice of a campaign drew from; the processes of one run draw the same."""
    return f"seed {os.environ['CAMPAIGN_SEED']} (CAMPAIGN_SEED=… repeats it)"


# A wrapper, so that it runs before pytest-django reads the settings in the same hook.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        servers = Servers()
        early_config.add_cleanup(servers.stop)
        servers.start()
    # Valkey has 16 databases; each worker takes one for the queue from below, and one as its cache from above: a test
    # may empty its own, and nobody else's.
    number = int(worker.removeprefix("gw") or 0)
    server = os.environ["REDIS_URL"].rsplit("/", 1)[0]
    os.environ["REDIS_URL"] = f"{server}/{number}"
    os.environ["CACHE_URL"] = f"{server.replace('redis:', 'rediscache:')}/{15 - number}"
    os.environ["DATABASE_URL"] = clone_template(f"laurel_{worker or 'main'}")
    return (yield)
