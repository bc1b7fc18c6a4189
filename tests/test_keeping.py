"""What was kept for many tests leaves none of them anything that its making needed for itself."""

from types import SimpleNamespace

import pytest
from django.db import connection

from bounties.entries.closing import close_due
from tests.keeping import kept

pytestmark = pytest.mark.django_db


def bounded() -> SimpleNamespace:
    """A world in whose making something closed, which waits for a lock no longer than a moment."""
    close_due()
    return SimpleNamespace(wait=shown("lock_timeout"))


world = kept(bounded)


def shown(setting: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SHOW {setting}")
        return cursor.fetchone()[0]


def test_closing_waits_a_moment_but_the_tests_upon_what_it_closed_wait_as_usual(world):
    assert world.wait == "400ms"
    assert shown("lock_timeout") == "0"
    assert shown("statement_timeout") != "30s"
