"""In whose time an hour is written: the reader's, with the challenge's own and UTC one glance away."""

import re

import pytest
from django.test import Client

from bounties.challenges.models import Challenge
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_user

pytestmark = pytest.mark.django_db


def closing(reader: Client) -> tuple[str, str]:
    """Title and text of the hour at which the challenge closes, as this reader sees it."""
    challenge = make_challenge("open")
    Challenge.objects.filter(pk=challenge.pk).update(
        closes_at="2030-07-01T22:30:00Z", judge_by="2030-08-01T22:30:00Z", time_zone="Europe/Amsterdam"
    )
    page = reader.get(f"/challenges/{challenge.pk}").content.decode()
    found = re.search(r'<dt>Closes</dt><dd><time [^>]*title="([^"]*)"[^>]*>(.*?)</time>', page)
    assert found
    return found[1], re.sub(r"<[^>]*>", "", found[2])


def test_a_reader_sees_hours_in_their_own_zone_and_the_challenge_s_beside_it():
    reader = Client()
    reader.force_login(make_user(time_zone="Asia/Tokyo"))
    assert closing(reader) == (
        "2030-07-02 00:30:00 Europe/Amsterdam · 2030-07-01 22:30:00 UTC",
        "2 Jul 2030, 07:30 Asia/Tokyo",
    )


def test_a_visitor_sees_hours_in_the_challenge_s_zone_until_the_browser_says_theirs():
    assert closing(Client())[1] == "2 Jul 2030, 00:30 Europe/Amsterdam"
