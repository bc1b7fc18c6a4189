"""Judging in a real browser: by keys alone, by everyone, in both themes and on a phone; then the sponsor decides."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from bounties.judging.aliases import alias_of
from bounties.judging.models import Scorecard
from tests.bounties.awards.conftest import closed
from tests.bounties.ballots.conftest import vote_stage
from tests.bounties.conftest import make_user
from tests.browser.desk.conftest import db_of_test, desk_address
from tests.browser.reading import look

__all__ = ["db_of_test", "desk_address"]
pytestmark = pytest.mark.xdist_group("desk")


@pytest.fixture
def be(page, desk_address):
    """Let the page be this person's."""

    def be(person):
        browser = Client()
        browser.force_login(person)
        cookie = browser.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.clear_cookies()
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": desk_address}])

    return be


def type_keys(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def score_by_keys(page, *points):
    """State no conflict, give points, say why, lock: without a mouse."""
    expect(page.get_by_role("button", name="None: score it")).to_be_focused()
    type_keys(page, "Enter")
    expect(page.get_by_label("Points for Works")).to_be_focused()
    for given in points:
        type_keys(page, *str(given), "j")
    type_keys(page, "k", "c")
    page.keyboard.type("It names the level and the hour.")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    type_keys(page, "Escape", "l")
    expect(page.get_by_role("button", name="Lock, and on to the next")).to_be_focused()
    type_keys(page, "Enter")


def test_two_entries_are_scored_and_locked_without_a_mouse_and_the_sponsor_decides(page, desk_address, be, said):
    stage = closed(None)
    judge, other = stage.judges
    first, second, third = sorted(stage.entries, key=lambda one: one.pk)
    be(judge)
    look(page, f"{desk_address}/judging")
    look(page, f"{desk_address}/judging/{stage.challenge.pk}/{first.pk}")
    page.set_viewport_size({"width": 1300, "height": 900})
    page.goto(f"{desk_address}/judging")
    page.get_by_role("link", name="Start scoring").press("Enter")
    score_by_keys(page, 90, 85)
    expect(page.get_by_text(f"{alias_of(first.pk)} is locked.")).to_be_visible()
    score_by_keys(page, 70, 65)
    expect(page.get_by_text(f"{alias_of(second.pk)} is locked.")).to_be_visible()
    assert Scorecard.objects.filter(judgeship__judge=judge, status="submitted").count() == 2
    type_keys(page, "?")
    expect(page.get_by_text("next and previous criterion")).to_be_visible()
    page.get_by_role("button", name="None: score it").click()
    look(page, page.url.partition("?")[0])
    look(page, f"{desk_address}/judging/{stage.challenge.pk}/{first.pk}")
    stage.give(third, judge, 20)
    for entry, points in ((first, 88), (second, 71), (third, 60)):
        stage.give(entry, other, points)
    decide_in_the_browser(page, desk_address, be, stage, [first, second])
    assert said == []


def decide_in_the_browser(page, desk_address, be, stage, winners):
    be(stage.owner)
    for name in ("entries", "panel", "ranking", "decide"):
        look(page, f"{desk_address}/challenges/{stage.challenge.pk}/{name}")
    for number, winner in enumerate(winners):
        expect(page.locator(f"#id_entry_{number}")).to_have_value(str(winner.pk))
        page.locator(f"#id_reason_{number}").fill("It tells an hour ahead.")
    page.get_by_role("button", name="Preview what everyone is told").click()
    expect(page.get_by_role("heading", name="What everyone will be told")).to_be_visible()
    expect(page.get_by_text("You won:")).to_have_count(2)
    assert stage.status() == "judging"
    page.get_by_role("button", name="Decide, and tell everyone").click()
    expect(page.get_by_text("It is decided, and everyone")).to_be_visible()
    assert stage.status() == "provisional"


def test_a_voter_votes_and_changes_it(page, desk_address, be, said):
    stage = vote_stage(entries=2, ballot={"kind": "ranked"})
    be(make_user())
    address = f"{desk_address}/challenges/{stage.challenge.pk}/ballot"
    look(page, address)
    for entry, mark in zip(stage.entries, "12", strict=True):
        page.locator(f"#id_{entry.pk}").select_option(mark)
    page.get_by_role("button", name="Vote").click()
    expect(page.get_by_text("You have voted.")).to_be_visible()
    page.locator(f"#id_{stage.entries[1].pk}").select_option("1")
    page.get_by_role("button", name="Change my vote").click()
    expect(page.get_by_text("each number once")).to_be_visible()
    assert said == []
