"""German, whose words are long, and lines from right to left: each page is whole on a phone, and readable for all."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.browser.reading import PHONE, TABLET, violations
from tests.browser.serving import let_be, served

TURN = "document.documentElement.dir = 'rtl'"
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def address(committed_db: None) -> Any:
    with served() as address:
        yield address


def sticks_out(page: Page) -> list[str]:
    """On which size something is wider than the page."""
    found = []
    for name, size in {"phone": PHONE, "tablet": TABLET}.items():
        page.set_viewport_size(size)
        if page.evaluate(WIDTH) > size["width"]:
            found.append(name)
    return found


def test_german_fits_and_nothing_breaks_where_lines_run_from_right_to_left(page: Page, said: list[str], address: str):
    person = make_user(country="US", language="de")
    entry = make_entry(make_challenge("open"), by=person)
    let_be(page.context, person, address)
    paths = [f"/challenges/{entry.challenge_id}", "/challenges", "/mine", f"/entries/{entry.pk}", "/post", "/account"]
    faults = {}
    for path in ["/", *paths]:
        page.goto(f"{address}{path}")
        assert page.locator("html").get_attribute("lang") == "de"
        wrong = [f"German: {size}" for size in sticks_out(page)]
        page.evaluate(TURN)
        wrong += [f"turned: {size}" for size in sticks_out(page)]
        wrong += violations(page) if path == paths[0] else []
        if wrong:
            faults[path] = wrong
    assert faults == {}
    assert said == []
