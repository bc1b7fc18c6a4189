"""The tabs between a sponsor's pages of judging lead each reader only where that reader may go."""

import pytest

from tests.bounties.conftest import make_staff
from tests.bounties.pages.scoring.conftest import browser_of

PAGES = ["entries", "panel", "ranking"]


def tabs(answer):
    return [tab["url"].rsplit("/", 1)[1] for tab in answer.context["tabs"]]


@pytest.mark.parametrize("role", ["owner", "moderator", "arbiter", "judge"])
def test_no_tab_leads_to_a_closed_door(stage, role):
    person = {"owner": stage.owner, "judge": stage.judges[0]}.get(role) or make_staff(role)
    browser = browser_of(person)
    seen = [answer for page in PAGES if (answer := browser.get(f"{at(stage)}/{page}")).status_code == 200]
    assert seen
    for answer in seen:
        assert {browser.get(f"{at(stage)}/{tab}").status_code for tab in tabs(answer)} <= {200}


def at(stage):
    return f"/challenges/{stage.challenge.pk}"


def test_its_owner_has_the_way_to_decide_and_staff_who_only_read_have_none(stage):
    assert tabs(browser_of(stage.owner).get(f"{at(stage)}/entries")) == [
        "manage",
        "entries",
        "panel",
        "ranking",
        "decide",
    ]
    assert tabs(browser_of(make_staff("moderator")).get(f"{at(stage)}/entries")) == ["entries", "panel", "ranking"]
