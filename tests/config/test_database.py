"""What config.database changes of Django's backend: no dead session is handed out, and moments come in UTC."""

import os
import re
from datetime import UTC
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from config.database.base import require_living


@pytest.fixture
def session():
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as opened:
        yield opened


def test_a_session_that_the_server_ended_is_noticed_without_asking(session):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [session.info.backend_pid])
    with pytest.raises(psycopg.OperationalError):
        require_living(session)


def test_a_session_that_lives_passes_even_if_the_server_said_something_meanwhile(session):
    require_living(session)
    session.execute("LISTEN news")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as other:
        other.execute("NOTIFY news")
    require_living(session)
    assert session.execute("SELECT 1").fetchone() == (1,)


@pytest.mark.django_db
def test_the_role_that_we_are_is_no_superuser_and_goes_past_no_rule():
    """Made for tests and the local stack as config/postgres-role.sh makes it in a container."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolreplication FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
    script = (Path(__file__).resolve().parents[2] / "config/postgres-role.sh").read_text()
    (made,) = re.findall(r"CREATE ROLE .*", script)
    assert made == "CREATE ROLE laurel LOGIN PASSWORD :'password';"


@pytest.mark.django_db
def test_moments_are_read_in_utc():
    with connection.cursor() as cursor:
        cursor.execute("SELECT timestamptz '2026-07-01 12:00:00.000001+02'")
        (moment,) = cursor.fetchone()
    assert (moment.isoformat(), moment.utcoffset()) == ("2026-07-01T10:00:00.000001+00:00", UTC.utcoffset(None))


@pytest.mark.django_db
def test_each_session_tells_its_triggers_beforehand_that_none_is_left_out():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')::text[]")
        assert cursor.fetchone() == ([],)
