"""What every test may lean on: the worker's own clone of the migrated database."""

import gc
from collections.abc import Iterator
from functools import cache

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from config.local.messages.catalogues import compile_stale
from tests.campaigns.clocks import ASKED, set_wrong
from tests.config.local.stack import LocalStack
from tests.keeping import leave
from tests.servers import make_migrated
from tests.simulator import NOTHING_SETTLES, SimulatorProcess


def pytest_configure() -> None:
    """Spare the tests slow hashes of passwords, whose purpose that is, and a look at all static files per client.

    No test depends on speed: a drawn example may take as long as a busy machine makes it.
    """
    hypothesis.settings.register_profile("laurel", deadline=None)
    hypothesis.settings.load_profile("laurel")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.WHITENOISE_AUTOREFRESH = True
    compile_stale()


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what is loaded and stays: looking through it took a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)
    gc.enable()


@pytest.fixture(scope="session")
def simulator_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatorProcess]:
    """Stripe's stand-in; nothing becomes available by itself, and it sends no webhooks. One, whichever rooms use it."""
    process = SimulatorProcess(tmp_path_factory.mktemp("stripe") / "state.sqlite3", flags=NOTHING_SETTLES)
    process.start()
    yield process
    process.stop()


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """Nothing to create: tests/servers.py cloned this worker's database before Django started."""


DEMO = pytest.StashKey[LocalStack]()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Each test begins in English: a page that was asked for in German leaves its thread speaking German."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=bool(ASKED))
def wrong_clock() -> Iterator[None]:
    """Each campaign's own process takes the first of the clocks that it was asked to set wrong, wherever it lives."""
    journey = set_wrong(ASKED[0])
    yield
    journey.stop()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Leave the levels that the next test doesn't share, and end the demo with the last test that needs it.

    The demo's processes tick and poll: they take a fifth of a core.
    """
    if nextitem is None or nextitem.path.parent != item.path.parent:
        leave(item)
    if DEMO in item.config.stash and (nextitem is None or not needs_demo(nextitem)):
        item.config.stash[DEMO].remove()


def needs_demo(item: pytest.Item) -> bool:
    """Whether it is told on the demo's stack."""
    group = item.get_closest_marker("xdist_group")
    return group is not None and group.args == ("demo",)


# What waits for processes and clocks begins first: thousands of short tests then fill both workers to the end.
LONGEST_FIRST = ("tests/workers/", "tests/config/", "tests/browser/", "tests/campaigns/", "tests/test_authorisation.py")


# It kills what the demo's other tests need.
LAST_OF_THE_DEMO = "tests/config/local/test_stack.py"


def place(item: pytest.Item) -> tuple[bool, ...]:
    """Where it stands in the order: what is true of it comes later."""
    is_last = item.nodeid.startswith(LAST_OF_THE_DEMO)
    return not needs_demo(item), is_last, not item.nodeid.startswith(LONGEST_FIRST)


def world_shared(item: pytest.Item) -> str | None:
    """What it stands on with others, who had better follow it in its process: a folder's level, or a module's world."""
    fixtures = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    if any(name.startswith("level_") for name in fixtures):
        return item.path.parent.name
    is_kept = any(definition.scope == "module" for made in fixtures.values() for definition in made)
    return item.path.stem if is_kept else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the demo's tests come first and together, then the other long ones, each folder in its own order.

    A world that several tests share is made in one process of the run only.
    """
    items.sort(key=place)
    for item in items:
        if not item.get_closest_marker("xdist_group") and (world := world_shared(item)):
            item.add_marker(pytest.mark.xdist_group(f"{item.path.parent.name}/{world}"))


# Rows that the migrations wrote: every test sees them as they were.
REFERENCE_TABLES = {
    "django_migrations",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "service_levels_plan",
    "service_levels_target",
    "service_levels_calendar",
    "service_levels_openinghours",
}


@cache
def deletes() -> str:
    """One statement for each table that tests write."""
    tables = [name for name in connection.introspection.table_names() if name not in REFERENCE_TABLES]
    return ";".join(f"DELETE FROM {connection.ops.quote_name(name)}" for name in tables)


def empty_tables() -> None:
    """Delete every row that a test committed, in one round trip, with the append-only triggers at rest."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL session_replication_role = replica; {deletes()}")


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """A database in which the test's commits are real: for threads, other processes and deferred constraints.

    Django's own transactional tests truncate, which append-only tables refuse. Its sessions are kept for the next test:
    a new one takes five times as long to empty the tables, because it must look up each of them and their indexes.
    """
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        deletes()  # named before the test makes tables of its own
        yield
        connection.close()  # where the test had every session ended, the pool notices, and gives us a new one
        empty_tables()
        connection.close()


@pytest.fixture(scope="session")
def demo_stack(request: pytest.FixtureRequest) -> Iterator[LocalStack]:
    """A running stack with the demo in it, as `make up` starts it; for stories over HTTP and in the browser.

    Tests that use it carry `pytest.mark.xdist_group("demo")`, so that only one is started, and they follow each other.
    """
    stack = request.config.stash[DEMO] = LocalStack(with_demo=True)
    try:
        make_migrated(stack.state / "postgres")
        stack.start()
        yield stack
    finally:
        stack.remove()
