"""Pages name pages: whoever lacks something finds a link to where it is done, and no door of the API."""

import re
from pathlib import Path

import pytest
from django.test import Client

from bounties.pages.posting.beginning import MYSELF
from bounties.pages.remedies import OF_REASONS, OF_REFUSALS
from payments.payees import payability
from tests.bounties.conftest import make_user

CODES = re.findall(r'Reason\("(\w+)"', Path(payability.__file__).read_text())


def test_every_reason_of_not_being_paid_has_its_page():
    assert CODES
    assert set(CODES) <= set(OF_REASONS)


@pytest.mark.parametrize("remedy", [*OF_REASONS.values(), *OF_REFUSALS.values()], ids=[*OF_REASONS, *OF_REFUSALS])
def test_a_remedy_leads_to_a_page_that_is_there(db, remedy):
    browser = Client()
    browser.force_login(make_user())
    assert "/api/" not in remedy.as_html()
    for address in re.findall(r'href="([^"#]+)', remedy.as_html()):
        assert browser.get(address).status_code == 200


def test_one_s_own_page_says_where_to_say_one_s_country(db):
    browser = Client()
    browser.force_login(make_user())
    page = browser.get("/mine").content.decode()
    assert '<a href="/account">Say it in your profile</a>' in page
    assert "PATCH" not in page


def test_who_has_no_name_is_led_to_where_it_is_said(db):
    nameless = make_user()
    nameless.name = ""
    nameless.save()
    browser = Client()
    browser.force_login(nameless)
    said = {"title": "A name for an owl", "format": "prize", "sponsor": MYSELF}
    assert '<a href="/account">Say it in your profile</a>' in browser.post("/post", said).content.decode()


def test_a_browser_that_asks_for_the_icon_by_its_old_name_gets_it(db):
    answer = Client().get("/favicon.ico")
    assert (answer.status_code, answer["Location"].rpartition("/")[2][:6]) == (302, "laurel")
