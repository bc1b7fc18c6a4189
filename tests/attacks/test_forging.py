"""No page does anything for a form of somebody else's, and a session is a new one for who signs in."""

import logging

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import get_resolver

from tests.authorisation_table import PAGES
from tests.bounties.conftest import make_user
from tests.bounties.world import build_world
from tests.keeping import kept
from tests.test_authorisation import rows

pytestmark = pytest.mark.django_db
# Stripe proves itself by a signature, a mail program by the signed pass in the address; documents take nothing.
PROVEN_OTHERWISE = {"stripe/webhook", "stripe/connect-webhook", "mail/{unsubscribing}", "api/v1/docs"}
OTHER_MAKERS = ["login/", "signup/", "logout/", "password/change/", "password/reset/", "email/", "2fa/totp/activate/"]
world = kept(build_world)


@pytest.fixture(autouse=True)
def quiet():
    """A refusal is not worth a line in the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def forged(person=None):
    """A browser that sends its cookies with a form of another site, which knows no token."""
    browser = Client(enforce_csrf_checks=True)
    if person:
        browser.force_login(person)
    return browser


def test_every_page_refuses_a_form_without_its_token(world):
    paths = [path for path, _ in rows(PAGES) if path not in PROVEN_OTHERWISE]
    paths += [f"accounts/{one}" for one in OTHER_MAKERS]
    browser = forged(world.people["owner"])
    taken = {path: browser.post("/" + path.format(**world.ids), {"x": "y"}).status_code for path in paths}
    assert {path: status for path, status in taken.items() if status not in (403, 405)} == {}


@pytest.mark.parametrize("path", ["accounts/user/add/", "logout/", "payments/payout/", "workers/delivery/"])
def test_the_desk_refuses_a_form_without_its_token(path):
    administrator = make_user(is_staff=True, is_superuser=True)
    assert forged(administrator).post(f"/admin/{path}", {"x": "y"}).status_code == 403


def test_only_doors_that_prove_otherwise_are_exempt(world):
    exempt = {
        str(pattern.pattern)
        for pattern in every_pattern(get_resolver().url_patterns)
        if getattr(pattern.callback, "csrf_exempt", False) and not hasattr(pattern.callback, "cls")
    }
    # The form of languages asks the browser where it stood, and gives visitors no cookie.
    assert exempt == {"stripe/webhook", "stripe/connect-webhook", "mail/<str:signed>", "language"}


def every_pattern(patterns):
    for pattern in patterns:
        yield from every_pattern(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern]


def test_a_session_that_somebody_planted_is_not_the_one_that_is_signed_in():
    person = make_user("fixed")
    person.set_password("right-one-7")
    person.save()
    browser = Client()
    browser.get("/accounts/login/")
    session = browser.session
    session["planted"] = True
    session.save()
    browser.cookies[configured.SESSION_COOKIE_NAME] = planted = session.session_key
    answer = browser.post("/accounts/login/", {"login": person.email, "password": "right-one-7"})
    assert answer.status_code == 302
    assert browser.cookies[configured.SESSION_COOKIE_NAME].value != planted
    other = Client()
    other.cookies[configured.SESSION_COOKIE_NAME] = planted
    assert other.get("/mine").status_code == 302


def test_who_is_barred_or_gone_is_out_at_the_next_request():
    person = make_user()
    browser = Client()
    browser.force_login(person)
    assert browser.get("/mine").status_code == 200
    person.is_active = False
    person.save()
    assert browser.get("/mine").status_code == 302
