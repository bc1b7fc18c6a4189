"""The first page and what a new draft says by itself."""

import pytest

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from tests.bounties.pages.test_posting import begin, browser_of, go_on, maker, text_of

__all__ = ["maker"]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("own", "browsers", "found"),
    [
        ("UTC", "Europe/Amsterdam", "Europe/Amsterdam"),
        ("Asia/Tokyo", "Europe/Amsterdam", "Asia/Tokyo"),
        ("UTC", "Mars/Olympus", "UTC"),
        ("UTC", "", "UTC"),
    ],
)
def test_a_new_draft_is_in_the_person_s_zone_else_in_the_browser_s(maker, own, browsers, found):
    User.objects.filter(pk=maker.pk).update(time_zone=own)
    _, challenge = begin(maker, time_zone=browsers)
    assert challenge.time_zone == found


def test_the_usual_kind_is_in_sight_and_another_only_once_it_is_chosen(maker):
    browser = browser_of(maker)
    assert '<details class="card more"><summary>' in text_of(browser.get("/post"))
    refused = browser.post("/post", {"title": "", "format": "vote", "sponsor": "company"})
    assert '<details class="card more" open><summary>' in text_of(refused)


def test_hours_to_appeal_go_with_the_prize_money_until_somebody_says_others(maker):
    browser, challenge = begin(maker)
    go_on(browser, challenge, "prizes", **{"amount-0": "200"})
    page = browser.get(f"/challenges/{challenge.pk}/edit/timeline")
    assert "Usually 24 with this prize money." in text_of(page)
    assert [group.is_open for group in page.context["form"].groups()] == [False]
    go_on(browser, challenge, "prizes", **{"amount-0": "1500"})
    assert Challenge.objects.get().appeal_seconds == 72 * 3600
    go_on(browser, challenge, "timeline", appeal_hours="48")
    go_on(browser, challenge, "prizes", **{"amount-0": "200"})
    assert Challenge.objects.get().appeal_seconds == 48 * 3600
    go_on(browser, challenge, "timeline", appeal_hours="")
    assert Challenge.objects.get().appeal_seconds == 24 * 3600
