"""A deployment's settings refuse what must never be deployed; that others pass every check, `make lint` has seen."""

import os
import re
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.conf import settings as ours
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from tests.clock import move_clock

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "LAUREL_STATE": "/nonexistent",
    "SECRET_KEY": "Zk3v9QxS8mW2rT6yB1nL4pD7cF0hJ5gUaEiOqVwXzMtRsNuYdKb",
    "ALLOWED_HOSTS": "laurel.example",
    "PUBLIC_URL": "https://laurel.example",
    "STRIPE_SECRET_KEY": "sk_test_laurel",
}


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    environment = PRODUCTION | {"DATABASE_URL": os.environ["DATABASE_URL"], "REDIS_URL": os.environ["REDIS_URL"]}
    return subprocess.run(
        command, cwd=ROOT, env=environment | variables, capture_output=True, text=True, check=False, timeout=120
    )


def deployment_check(**variables: str) -> subprocess.CompletedProcess[str]:
    return manage("check", "--deploy", "--fail-level", "WARNING", **variables)


REFUSED = {
    "SECRET_KEY": ("only-for-this-machine", "SECRET_KEY is the public default"),
    "PUBLIC_URL": ("http://laurel.example", "must begin with https://"),
    "ALLOWED_HOSTS": ("other.example", "does not name PUBLIC_URL's host"),
    "DEBUG": ("1", "should not have DEBUG set to True"),
}
STOPPED = {
    "SECRET_KEY": ("", "SECRET_KEY is not set"),
    "STORAGE_URL": ("ftp://files", "neither file:///FOLDER nor s3://BUCKET"),
    "STRIPE_SECRET_KEY": ("sk_live_laurel", "live money is refused"),
}


def test_what_must_not_be_deployed_is_refused():
    checked = deployment_check(**{name: value for name, (value, _) in REFUSED.items()})
    assert checked.returncode != 0
    assert [said for _, said in REFUSED.values() if said not in checked.stderr] == []


@pytest.mark.parametrize("variable", STOPPED)
def test_what_must_not_even_be_read_stops_every_process(variable):
    value, said = STOPPED[variable]
    checked = deployment_check(**{variable: value})
    assert checked.returncode != 0
    assert said in checked.stderr


COOKIES = """
import django; django.setup()
from config.layers.messages import InACookie
from bounties.ballots.api.voting import DEVICE_COOKIE
from django.conf import settings as our
for kind in ("SESSION", "CSRF", "LANGUAGE"):
    said = [getattr(our, f"{kind}_COOKIE_{what}") for what in ("NAME", "SECURE", "PATH", "DOMAIN")]
    print(*said)
print(InACookie.cookie_name, our.SESSION_COOKIE_SECURE, our.SESSION_COOKIE_PATH, our.SESSION_COOKIE_DOMAIN)
print(DEVICE_COOKIE, our.SESSION_COOKIE_SECURE, "/", None)
"""


def test_a_deployments_cookies_are_this_hosts_alone():
    said = subprocess.run(
        [sys.executable, "-c", COOKIES], cwd=ROOT, env=PRODUCTION | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    assert len(said) == 5
    assert [line for line in said if not re.fullmatch(r"__Host-\w+ True / None", line)] == []


def test_the_web_waits_for_a_session_for_four_seconds_and_others_for_ten():
    waits = "settings.DATABASES['default']['OPTIONS']['pool']['timeout']"
    web = subprocess.run(
        [sys.executable, "-c", f"import config.gunicorn; from django.conf import settings; print({waits})"],
        cwd=ROOT, env=PRODUCTION | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert float(web.stdout) == 4
    assert ours.DATABASES["default"]["OPTIONS"]["pool"]["timeout"] == 10


@pytest.fixture
def careless_database():
    """A database that may lose the last commits."""
    url = os.environ["DATABASE_URL"]
    name = url.rsplit("/", 1)[1]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
        yield url
        connection.execute(f"ALTER DATABASE {name} RESET synchronous_commit")


def test_a_database_that_may_lose_commits_is_refused(careless_database):
    checked = manage("check", "--database", "default")
    assert checked.returncode != 0
    assert "synchronous_commit is off" in checked.stderr


def test_the_web_does_not_start_on_a_database_that_may_lose_commits_or_with_a_secret_that_everyone_knows(
    careless_database,
):
    careless = {"DATABASE_URL": careless_database, "SECRET_KEY": "only-for-this-machine"}
    web = subprocess.run(
        [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn"],
        cwd=ROOT, env=PRODUCTION | careless | {"BIND": "127.0.0.1:0", "WEB_CONCURRENCY": "1"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert web.returncode != 0
    assert "synchronous_commit is off" in web.stderr
    assert "SECRET_KEY is the public default" in web.stderr


@pytest.mark.parametrize("command", ["relay", "worker"])
def test_nor_does_any_other_process(committed_db, careless_database, settings, command):
    move_clock(seconds=1)
    settings.LAUREL_LOCAL = False  # so that one that went on would not go far
    connection.close()
    connection.close_pool()
    with pytest.raises(SystemCheckError, match="synchronous_commit is off"):
        call_command(command)
    connection.close()
    connection.close_pool()
