"""Toys for the engine's tests."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from bounties.accounts.models import Membership, Sponsor, User
from tests.workers import toys
from tests.workers.crew import Crew
from workers.broker import WakeBroker


@pytest.fixture
def toy_table(db):
    with connection.cursor() as cursor:
        cursor.execute(toys.CREATE)


@pytest.fixture
def sponsor(toy_table):
    return Sponsor.objects.create(kind="company", name="Toymaker")


@pytest.fixture
def memberships(sponsor):
    users = [User.objects.create_user(f"{number}@demo.test", "x") for number in range(3)]
    return [Membership.objects.create(sponsor=sponsor, user=user, role="viewer") for user in users]


@pytest.fixture
def committed_sponsor(committed_db):
    with connection.cursor() as cursor:
        cursor.execute(toys.CREATE)
    yield Sponsor.objects.create(kind="company", name="Toymaker")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE toy_effect, toy_deadline")


@contextmanager
def without_postgresql():
    """Whoever connects anew finds nobody there."""
    port, connection.settings_dict["PORT"] = connection.settings_dict["PORT"], 1
    try:
        yield
    finally:
        connection.settings_dict["PORT"] = port


@pytest.fixture
def broker(committed_sponsor):
    broker = WakeBroker()
    broker.client.flushdb()
    yield broker
    broker.client.flushdb()


@pytest.fixture
def crew(committed_sponsor, tmp_path, request):
    crew = Crew(tmp_path)
    yield crew
    crew.dismiss()
    if request.config.option.capture != "no":  # else a campaign's own figures would drown in it
        print(crew.said())
