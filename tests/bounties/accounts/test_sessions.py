"""Where one is signed in: each browser is listed, and what is ended is out at once."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.bounties.conftest import make_user


@pytest.fixture
def browsers(user):
    """Two of the same person, each with a name of its own."""
    both = [Client(headers={"User-Agent": name}) for name in ("Laptop", "Phone")]
    for browser in both:
        browser.force_login(user)
        browser.get("/mine")
    return both


def is_in(browser):
    return browser.get("/mine").status_code == 200


def test_each_browser_is_listed_and_nobody_elses(browsers):
    stranger = Client(headers={"User-Agent": "Stranger"})
    stranger.force_login(make_user())
    stranger.get("/mine")
    page = browsers[0].get("/accounts/sessions/").content.decode()
    assert "Laptop" in page
    assert "Phone" in page
    assert "Stranger" not in page


def test_all_others_are_ended_at_once(browsers):
    laptop, phone = browsers
    assert laptop.post("/accounts/sessions/").status_code == 302
    assert not is_in(phone)
    assert is_in(laptop)


def ends(page):
    """The addresses behind the buttons that end a session."""
    return re.findall(r'action="(/account/sessions/\d+/end)"', page.content.decode())


def test_one_is_ended_and_the_others_stay(browsers):
    laptop, phone = browsers
    (phones,) = ends(laptop.get("/accounts/sessions/"))
    assert laptop.post(phones).status_code == 302
    assert not is_in(phone)
    assert is_in(laptop)
    assert ends(laptop.get("/accounts/sessions/")) == []


def test_nobody_ends_anothers_session(browsers):
    laptop, phone = browsers
    stranger = Client()
    stranger.force_login(make_user())
    (phones,) = ends(laptop.get("/accounts/sessions/"))
    assert stranger.post(phones).status_code == 404
    assert is_in(phone)


def test_a_session_that_nobody_ends_is_over_after_two_weeks(browsers):
    laptop, phone = browsers
    ends = Session.objects.get(pk=laptop.session.session_key).expire_date
    assert timedelta(days=13, hours=23) < ends - timezone.now() <= timedelta(days=14)
    Session.objects.filter(pk=laptop.session.session_key).update(expire_date=timezone.now())
    assert (is_in(laptop), is_in(phone)) == (False, True)


def test_a_new_password_ends_every_other_session(browsers, user):
    laptop, phone = browsers
    user.set_password("another long secret")
    user.save()
    assert not is_in(laptop)
    assert not is_in(phone)
