"""A challenge shown elsewhere: its card, badge and picture, its dates, and what programs read of it."""

import json
import re

import pytest
from django.test import Client
from icalendar import Calendar
from PIL import Image

from bounties.challenges.models import Challenge
from tests.bounties.building import make_challenge

pytestmark = pytest.mark.django_db
SHOWN = ["card.svg", "badge.svg", "picture.png"]


@pytest.fixture
def hostile():
    """Whose title tries to end whatever element it stands in."""
    return make_challenge("open", title='</script><svg onload=alert(1)> & "quoted"')


@pytest.mark.parametrize("name", SHOWN)
def test_everyone_may_fetch_and_keep_it_for_a_while(hostile, name):
    answer = Client().get(f"/challenges/{hostile.pk}/{name}")
    assert answer.status_code == 200
    assert "public" in answer["Cache-Control"]
    assert b"<svg onload" not in answer.content


@pytest.mark.parametrize("name", SHOWN)
def test_what_a_stranger_may_not_see_is_shown_to_nobody_elsewhere(name):
    draft = make_challenge("draft")
    client = Client()
    client.force_login(draft.created_by)
    assert client.get(f"/challenges/{draft.pk}/{name}").status_code == 404


def test_the_picture_has_the_size_that_link_previews_want(hostile, tmp_path):
    (tmp_path / "picture.png").write_bytes(Client().get(f"/challenges/{hostile.pk}/picture.png").content)
    assert Image.open(tmp_path / "picture.png").size == (1200, 630)


def test_programs_read_its_facts_and_a_title_ends_nothing(hostile, settings):
    page = Client().get(f"/challenges/{hostile.pk}").content.decode()
    (facts,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, flags=re.S)
    assert json.loads(facts)["name"] == hostile.title
    assert f"{settings.PUBLIC_URL}/challenges/{hostile.pk}/picture.png" in page


def test_a_draft_is_described_to_no_program():
    draft = make_challenge("draft")
    client = Client()
    client.force_login(draft.created_by)
    assert "ld+json" not in client.get(f"/challenges/{draft.pk}").content.decode()


def test_its_dates_come_as_a_calendar_that_ends_at_the_deadline():
    challenge = make_challenge("open")
    dates = Calendar.from_ical(Client().get(f"/challenges/{challenge.pk}/calendar.ics").content)
    closes = next(event for event in dates.events if "closes" in event["uid"])
    assert closes.end == challenge.closes_at.replace(microsecond=0)


def test_search_engines_are_told_of_what_is_public_alone():
    shown, drawer = make_challenge("open"), make_challenge("draft")
    unlisted = make_challenge("open")
    Challenge.objects.filter(pk=unlisted.pk).update(visibility="unlisted")
    assert "/sitemap-challenges.xml" in Client().get("/sitemap.xml").content.decode()
    told = Client().get("/sitemap-challenges.xml").content.decode()
    assert [str(one.pk) in told for one in (shown, drawer, unlisted)] == [True, False, False]
    assert "Disallow: /mine" in Client().get("/robots.txt").content.decode()
