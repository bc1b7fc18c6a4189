"""A session ends by itself when nobody uses it, and once it has lasted long enough: staff's after an hour and a day."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from tests.bounties.conftest import make_staff

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)


def last_let_in(person, pauses: Iterable[timedelta]) -> int:
    """After how many of these pauses, one after the other, this person's browser is still let in."""
    browser, moment = Client(), timezone.now()
    browser.force_login(person)
    assert browser.get("/mine").status_code == 200
    for number, pause in enumerate(pauses):
        moment += pause
        cache.clear()  # five minutes have passed there too
        with time_machine.travel(moment, tick=False):
            if browser.get("/mine").status_code != 200:
                return number
    return number + 1


@pytest.fixture
def moderator(db):
    return make_staff("moderator")


def test_staff_who_do_nothing_for_an_hour_sign_in_again(moderator):
    assert last_let_in(moderator, [HOUR - MINUTE, HOUR - MINUTE]) == 2
    assert last_let_in(moderator, [HOUR - MINUTE, HOUR + MINUTE]) == 1


def test_staff_sign_in_again_after_a_day_whatever_they_did(moderator):
    assert last_let_in(moderator, [55 * MINUTE] * 30) == 26


def test_everybody_else_stays_for_a_week_without_a_visit_and_two_with(user):
    assert last_let_in(user, [7 * DAY - MINUTE]) == 1
    assert last_let_in(user, [7 * DAY + MINUTE]) == 0
    assert last_let_in(user, [6 * DAY, 6 * DAY, 6 * DAY]) == 2


def test_what_is_over_is_no_session_at_the_api_and_nowhere_any_more(moderator):
    browser = Client()
    browser.force_login(moderator)
    assert browser.get("/api/v1/me").status_code == 200
    with time_machine.travel(timezone.now() + HOUR + MINUTE, tick=False):
        assert browser.get("/api/v1/me").status_code == 401
    assert not Session.objects.exists()
    assert browser.get("/api/v1/me").status_code == 401


def test_what_is_sent_from_a_page_left_open_leads_to_signing_in_and_changes_nothing(moderator):
    laptop, phone = Client(headers={"User-Agent": "Laptop"}), Client(headers={"User-Agent": "Phone"})
    for browser in (laptop, phone):
        browser.force_login(moderator)
        browser.get("/mine")
    with time_machine.travel(timezone.now() + HOUR + MINUTE, tick=False):
        assert laptop.post("/accounts/sessions/")["Location"].startswith("/accounts/login/")
    assert phone.get("/mine").status_code == 200


def test_a_visitors_session_never_ends_so(client, db):
    client.get("/accounts/login/")
    with time_machine.travel(timezone.now() + 20 * DAY, tick=False):
        assert client.get("/").status_code == 200
