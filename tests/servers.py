"""One embedded PostgreSQL and Valkey per test run, a migrated template database, and a clone of it per worker.

A pytest plugin (`-p tests.servers`), because the addresses must be known before Django reads its settings. The run's
first process starts the servers; pytest-xdist's workers inherit their addresses and only make their clone.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from config.local.postgres import Postgres
from config.local.valkey import Valkey

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "template_laurel"
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


class Servers:
    """The pair of servers of one run, in a throwaway folder."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="laurel-tests-", dir="/var/tmp"))
        self.folder.chmod(0o755)  # the database's user must be able to enter
        self.postgres = Postgres(self.folder / "postgres", durable=False)
        self.valkey = Valkey(self.folder / "valkey")

    def start(self) -> None:
        """Start both, migrate the template, and put the addresses into the environment."""
        self.postgres.start()
        self.valkey.start()
        self.postgres.ensure_database(TEMPLATE, for_tests=True)
        os.environ |= SETTINGS | {
            "LAUREL_STATE": str(self.folder / "state"),
            "LAUREL_TEST_TEMPLATE_URL": self.postgres.url(TEMPLATE),
            "REDIS_URL": self.valkey.url,
        }
        environment = os.environ | {
            "DATABASE_URL": self.postgres.url(TEMPLATE),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=ROOT, env=environment, check=True)

    def stop(self) -> None:
        """Stop both and leave nothing behind."""
        self.valkey.stop()
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def clone_template(name: str) -> str:
    """Make a database of that name from the migrated template (30 to 50 ms), and give its address."""
    template = urlsplit(os.environ["LAUREL_TEST_TEMPLATE_URL"])
    with psycopg.connect(urlunsplit(template._replace(path="/postgres")), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        connection.execute(statement)
    return urlunsplit(template._replace(path=f"/{name}"))


# A wrapper, so that it runs before pytest-django reads the settings in the same hook.
@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if not worker:
        servers = Servers()
        early_config.add_cleanup(servers.stop)
        servers.start()
    # Valkey has 16 databases; each worker takes its own for the queue and shares database 15 as cache.
    number = int(worker.removeprefix("gw") or 0)
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rsplit('/', 1)[0]}/{number}"
    os.environ["CACHE_URL"] = f"{os.environ['REDIS_URL'].rsplit('/', 1)[0].replace('redis:', 'rediscache:')}/15"
    os.environ["DATABASE_URL"] = clone_template(f"laurel_{worker or 'main'}")
    return (yield)
