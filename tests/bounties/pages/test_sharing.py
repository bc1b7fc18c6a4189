"""A challenge shown elsewhere: its card, badge and picture, its dates, and what programs read of it."""

import html
import json
import re
from itertools import chain

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from PIL import Image

from bounties.accounts.models import Sponsor
from bounties.challenges.models import Challenge
from bounties.pages.browsing import drawing, sitemaps
from bounties.pages.browsing.seals import kept_in_words
from bounties.service_levels.models import Measure
from bounties.service_levels.records import Kept, MeasureRecord, Record
from tests.bounties.building import make_challenge

pytestmark = pytest.mark.django_db
SHOWN = ["card.svg", "badge.svg", "picture.png"]


@pytest.fixture
def hostile():
    """Whose title tries to end whatever element it stands in."""
    return make_challenge("open", title='</script><svg onload=alert(1)> & "quoted"')


def test_a_picture_is_drawn_once_and_sent_to_nobody_who_has_it(monkeypatch):
    challenge, drawings = make_challenge("open"), []
    monkeypatch.setattr(drawing.Image, "new", lambda *about, new=Image.new: drawings.append(about) or new(*about))
    path = f"/challenges/{challenge.pk}/picture.png"
    first = Client().get(path)
    again = Client().get(path)
    known = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (first.content == again.content, known.status_code, known.content, len(drawings)) == (True, 304, b"", 1)
    assert (known["ETag"], known["Cache-Control"]) == (first["ETag"], first["Cache-Control"])
    Challenge.objects.filter(pk=challenge.pk).update(title="Another title")
    other = Client().get(path, headers={"If-None-Match": first["ETag"]})
    assert (other.status_code, other["ETag"] == first["ETag"], len(drawings)) == (200, False, 2)


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


def test_the_map_of_maps_reads_ids_and_no_challenge_to_say_when_the_latest_came():
    cache.clear()
    make_challenge("open")
    with CaptureQueriesContext(connection) as asked:
        told = Client().get("/sitemap.xml").content.decode()
    assert "<lastmod>" in told
    rows = [query["sql"] for query in asked.captured_queries if "challenges_challenge" in query["sql"]]
    assert rows
    assert [sql for sql in rows if re.search("title|summary|statement", sql)] == [], rows
    with CaptureQueriesContext(connection) as again:
        Client().get("/sitemap.xml")
    assert again.captured_queries == []


def addresses(path):
    return [html.unescape(found) for found in re.findall("<loc>(.*?)</loc>", Client().get(path).content.decode())]


def test_the_parts_of_the_map_are_whole_and_share_nothing(settings, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 2)
    cache.clear()
    made = [make_challenge("open") for _ in range(5)]
    parts = [one.removeprefix(settings.PUBLIC_URL) for one in addresses("/sitemap.xml") if "-challenges" in one]
    assert len(parts) == 3
    late = make_challenge("open")  # since the parts were made
    told = [addresses(part) for part in parts]
    assert [len(part) for part in told] == [2, 2, 2]
    assert sorted(chain(*told)) == sorted(f"{settings.PUBLIC_URL}/challenges/{one.pk}" for one in [*made, late])
    Challenge.objects.filter(pk=made[0].pk).update(visibility="unlisted")
    assert [len(addresses(part)) for part in parts] == [1, 2, 2]


def test_no_part_of_the_map_is_longer_than_it_may_be(monkeypatch):
    monkeypatch.setattr(sitemaps, "MOST", 2)
    for _ in range(3):
        make_challenge("open")
    assert len(addresses("/sitemap-challenges.xml")) == 2


@pytest.mark.parametrize("path", ["/sitemap-nothing.xml", "/sitemap-people.xml?from=x", "/sitemap-sponsors.xml?to=1"])
def test_a_part_of_the_map_that_is_none_is_not_found(path):
    assert Client().get(path).status_code == 404


def test_a_sponsor_s_record_is_shown_elsewhere_and_what_to_copy_ends_nothing(settings):
    challenge = make_challenge("open")
    Sponsor.objects.filter(pk=challenge.sponsor_id).update(name='A]( "B')
    badge = Client().get(f"/sponsors/{challenge.sponsor_id}/badge.svg", headers={"Accept-Language": "en"})
    assert "public" in badge["Cache-Control"]
    assert "no record yet" in badge.content.decode()
    page = Client().get(f"/sponsors/{challenge.sponsor_id}").content.decode()
    address = f"{settings.PUBLIC_URL}/sponsors/{challenge.sponsor_id}"
    assert f"[![The record of A( &quot;B on Laurel]({address}/badge.svg)]({address})" in page
    assert "&lt;a href=&quot;" in page


@pytest.mark.parametrize(
    ("met", "missed", "says"),
    [
        ((0, 0), (0, 0), "no record yet"),
        ((2, 0), (1, 0), "decided in time: 2 of 3"),
        ((19, 3), (1, 0), "decided in time: 95 %, paid in time: 3 of 3"),
    ],
)
def test_a_badge_tells_a_percentage_from_ten_on(met, missed, says):
    measures = [
        MeasureRecord(measure, "", 0, year=Kept(kept, lost, None), ever=Kept(0, 0, None))
        for measure, kept, lost in zip((Measure.JUDGING, Measure.PAYOUT), met, missed, strict=True)
    ]
    assert kept_in_words(Record(None, measures, 1, 0, 0)) == says
