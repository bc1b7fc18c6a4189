"""Timelines stay bounded, and tell the end of a life however long it was."""

import pytest

from bounties.challenges.api import timelines
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of

API = "/api/v1/challenges"
pytestmark = pytest.mark.django_db


def test_of_a_long_life_the_timeline_tells_the_latest(monkeypatch):
    challenge = make_challenge()
    monkeypatch.setattr(timelines, "MOST_ROWS", 2)
    rows = client_of(None).get(f"{API}/{challenge.pk}/timeline").json()["results"]
    assert [row["name"] for row in rows] == ["challenge.approved", "challenge.opened"]
