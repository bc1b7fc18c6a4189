"""Staff act by no door without a second factor: not at the desk, not on a page, not by the API of a session."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from tests.bounties.conftest import make_staff, make_user

SECRET = "JBSWY3DPEHPK3PXP"
DOORS = ["/admin/", "/admin/challenges/challenge/", "/mine", "/challenges"]
CALL = "/api/v1/similarity-flags"


@pytest.fixture
def moderator(db, settings):
    """Of a deployment: the local stack's staff need none."""
    settings.LAUREL_LOCAL = False
    return make_staff("moderator")


@pytest.fixture
def session(moderator):
    browser = Client()
    browser.force_login(moderator)
    return browser


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_one_every_page_leads_to_where_it_is_set_up(session, method):
    answers = {path: getattr(session, method)(path) for path in DOORS}
    assert {path: answer.headers.get("Location") for path, answer in answers.items()} == dict.fromkeys(
        DOORS, "/accounts/2fa/"
    )
    assert "Staff need a second factor" in session.get("/accounts/2fa/").content.decode()


def test_without_one_a_session_calls_nothing(session):
    answer = session.get(CALL)
    assert (answer.status_code, answer.json()["code"]) == (401, "mfa_required")


def test_with_one_they_pass(session, moderator):
    TOTP.activate(moderator, SECRET)
    assert [session.get(path).status_code for path in (*DOORS, CALL)] == [200] * 5


def test_they_may_leave_and_set_it_up(session):
    assert session.get("/accounts/2fa/totp/activate/").status_code == 200
    assert session.post("/accounts/logout/")["Location"] == "/"
    assert session.get("/challenges").status_code == 200


def test_everybody_else_needs_none(db, settings):
    settings.LAUREL_LOCAL = False
    browser = Client()
    browser.force_login(make_user())
    assert (browser.get("/mine").status_code, browser.get("/api/v1/me").status_code) == (200, 200)
