"""A second factor on pages: set up with an app, asked for at each sign-in, and what a code is good for."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.bounties.conftest import make_user

PASSWORD = "a long enough secret"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def person(request):
    """Whose attempts nobody has used up; committed where the test's letters are sent at the commit."""
    request.getfixturevalue("committed_db" if "committed_db" in request.fixturenames else "db")
    cache.clear()
    person = make_user(f"p{uuid4().hex}")
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    return person


def code_of(secret):
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(person):
    """A browser that has said the password."""
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.context["form"].errors
    return browser


def begin(browser):
    """Say the password once more, and read the secret that the app is to be given."""
    assert browser.post("/accounts/reauthenticate/", {"password": PASSWORD}).status_code == 302
    page = browser.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    return secret


def is_in(browser):
    return browser.get("/mine").status_code == 200


def test_an_app_is_set_up_by_a_code_that_it_shows_and_gives_codes_for_a_lost_phone(committed_db, person):
    browser = sign_in(person)
    assert browser.get("/accounts/2fa/totp/activate/")["Location"].startswith("/accounts/reauthenticate/")
    secret = begin(browser)
    assert browser.post("/accounts/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()
    assert browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}
    assert mail.outbox[-1].subject == "[Laurel] Authenticator App Activated"
    assert len(browser.get("/accounts/2fa/recovery-codes/").context["unused_codes"]) == 10


def test_the_password_alone_does_not_sign_in(person):
    TOTP.activate(person, SECRET)
    browser = sign_in(person)
    assert not is_in(browser)
    assert browser.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not is_in(browser)
    assert browser.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)}).status_code == 302
    assert is_in(browser)


def test_a_code_that_was_used_signs_nobody_in_again(person):
    TOTP.activate(person, SECRET)
    code = code_of(SECRET)
    for browser, allowed in ((sign_in(person), True), (sign_in(person), False)):
        browser.post("/accounts/2fa/authenticate/", {"code": code})
        assert is_in(browser) is allowed


def test_a_recovery_code_signs_in_once(person):
    TOTP.activate(person, SECRET)
    codes = RecoveryCodes.activate(person)
    first = codes.get_unused_codes()[0]
    for browser, allowed in ((sign_in(person), True), (sign_in(person), False)):
        browser.post("/accounts/2fa/authenticate/", {"code": first})
        assert is_in(browser) is allowed
    assert first not in RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()


def test_new_recovery_codes_end_the_old_ones(person):
    browser = sign_in(person)
    secret = begin(browser)
    browser.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    before = set(browser.get("/accounts/2fa/recovery-codes/").context["unused_codes"])
    assert browser.post("/accounts/2fa/recovery-codes/generate/").status_code == 302
    after = set(browser.get("/accounts/2fa/recovery-codes/").context["unused_codes"])
    assert len(after) == 10
    assert not before & after


def test_guessing_codes_is_slowed_down(person):
    TOTP.activate(person, SECRET)
    browser = sign_in(person)
    answers = [browser.post("/accounts/2fa/authenticate/", {"code": "000000"}) for _ in range(12)]
    assert "Too many" in answers[-1].content.decode()
    browser.post("/accounts/2fa/authenticate/", {"code": code_of(SECRET)})
    assert not is_in(browser)


def test_turning_it_off_asks_for_the_password_once_more(person):
    TOTP.activate(person, SECRET)
    browser = Client()
    browser.force_login(person)
    assert "reauthenticate" in browser.post("/accounts/2fa/totp/deactivate/")["Location"]
    assert Authenticator.objects.filter(type="totp").exists()
