"""Worlds that are costly to make, made once and left by each test as they were.

A level is made in a savepoint upon the level below, and each test runs in one above: what it does is undone, and
the next one begins on the same level. A package with levels names them in its conftest, lowest first, and hands copies
of what they hold to its tests:

    LEVELS = {"level_closed": lambda _: judging_stage(), "level_scored": scored}

    def pytest_runtest_setup(item):
        stand_on(LEVELS, item)

    @pytest.fixture
    def stage(level_scored): ...

A single module that stands on one world names it by `world = kept(build)`.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from pytest_django.plugin import blocking_manager_key

Builder = Callable[[Any], Any]


@dataclass(frozen=True)
class Level:
    """What was made, the block that undoes it, and by what it was made."""

    block: transaction.Atomic
    build: Builder
    holds: Any


STANDING: list[Level] = []


def stand_on(levels: Mapping[str, Builder], item: pytest.Item) -> None:
    """Make what this test stands on, unless it stands already, and undo what is higher."""
    asked = [number for number, name in enumerate(levels, 1) if name in item.fixturenames]  # type: ignore[attr-defined]
    wanted = [*levels.values()][: max(asked, default=0)]
    with item.config.stash[blocking_manager_key].unblock():
        while [level.build for level in STANDING] != wanted[: len(STANDING)]:
            _undo()
        for build in wanted[len(STANDING) :]:
            _make(build)
        if STANDING:
            # PostgreSQL forgets what to go back to when the savepoint inside the undone one was released.
            connection.check_constraints()


def held(number: int) -> Any:
    """A copy of what this level holds (1 is the lowest), for one test to change as it likes."""
    return deepcopy(STANDING[number - 1].holds)


def kept(build: Callable[[], Any]) -> Any:
    """A module's fixture: what this makes, once for all its tests. Who changes it copies it."""

    @pytest.fixture(scope="module")
    def world_kept(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
        with django_db_blocker.unblock(), transaction.atomic():
            made = build()
            connection.check_constraints()
            _unbound()
            yield made
            transaction.set_rollback(True)

    return world_kept


def leave(item: pytest.Item) -> None:
    """Undo every level."""
    with item.config.stash[blocking_manager_key].unblock():
        while STANDING:
            _undo()


def _make(build: Builder) -> None:
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # within it, as within a test, a block may be durable
    block.__enter__()
    STANDING.append(Level(block, build, None))
    below = STANDING[-2].holds if STANDING[1:] else None
    STANDING[-1] = Level(block, build, build(deepcopy(below)))
    _unbound()


def _unbound() -> None:
    """Let the tests wait as usual: what bounds its own transaction, as closing does, was bounding ours.

    Who needs a table for itself would fail while PostgreSQL's housekeeping holds it, which gives way after a second.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout TO DEFAULT; SET LOCAL statement_timeout TO DEFAULT")


def _undo() -> None:
    level = STANDING.pop()
    transaction.set_rollback(True)
    level.block.__exit__(None, None, None)
