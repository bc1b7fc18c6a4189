"""Every key to an account, misused: sessions, tokens, codes, passkeys, links that were ended, used, lost or another's.

What is tried elsewhere stands in ELSEWHERE, so that this page is the whole list.
"""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as configured
from django.core import mail
from django.test import Client

from bounties.accounts import issuing
from bounties.accounts.models import User
from tests.attacks.keys import OLD, is_in, signed_in, with_password
from tests.bounties.conftest import client_of, make_user
from tests.test_house import ROOT
from workers.clock import laurel_now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet", "nobody_is_slowed")]
NEW = "another long secret"
ELSEWHERE = {
    "a session planted before the sign-in": "attacks/test_forging.py::test_a_session_that_somebody_planted",
    "the session of who is barred or gone": "attacks/test_forging.py::test_who_is_barred_or_gone",
    "a form without its token": "attacks/test_forging.py::test_every_page_refuses_a_form_without_its_token",
    "a call by session without the token": "config/api/test_authentication.py::test_a_session_writes_only_with",
    "another's session, ended": "bounties/accounts/test_sessions.py::test_nobody_ends_anothers_session",
    "another's token, revoked": "bounties/accounts/test_tokens.py::test_nobody_revokes_anothers_token",
    "a token beyond its user's role": "config/api/test_authentication.py::test_a_token_never_outlives_its_users_role",
    "the token of who is barred": "bounties/accounts/test_tokens.py::test_the_token_of_a_barred_user_is_dead",
    "passkeys": "attacks/test_passkeys.py::test_a_passkey_is_no_key_to_another_account",
    "a code that was used": "bounties/accounts/test_second_factor.py::test_a_code_that_was_used_signs_nobody_in_again",
    "a recovery code that was used": "bounties/accounts/test_second_factor.py::test_a_recovery_code_signs_in_once",
    "recovery codes of before": "bounties/accounts/test_second_factor.py::test_new_recovery_codes_end_the_old_ones",
    "guessed codes": "bounties/accounts/test_second_factor.py::test_guessing_codes_is_slowed_down",
    "guessed passwords": "bounties/accounts/test_signing_in.py::test_guessing_one_account_is_slowed_down",
    "sessions of who left": "bounties/departures/test_erasing.py::test_their_sessions_end",
}


def opens(secret: str) -> bool:
    return bool(Client().get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"}).status_code == 200)


def letter(what: str) -> str:
    """The address in the latest letter that has one of this kind."""
    found = re.findall(rf"https?://[^/\s]+(/accounts/{what}/\S+)", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return str(found[0])


def asked_for_a_link(user: User) -> str:
    Client().post("/accounts/password/reset/", {"email": user.email})
    return letter("password/reset/key")


def used(link: str, password: str) -> bool:
    """Whether the link let somebody set this password."""
    browser = Client()
    page = browser.get(link, follow=True)
    form = page.redirect_chain[-1][0] if page.redirect_chain else link
    return bool(browser.post(form, {"password1": password, "password2": password}).status_code == 302)


def test_what_is_tried_elsewhere_is_there():
    for place in ELSEWHERE.values():
        file, test = place.split("::")
        assert f"def {test}" in (ROOT / "tests" / file).read_text(), place


# Sessions


def test_a_session_that_was_signed_out_of_opens_nothing_to_who_kept_its_cookie(person):
    browser, thief = signed_in(person), Client()
    kept = browser.cookies[configured.SESSION_COOKIE_NAME].value
    thief.cookies[configured.SESSION_COOKIE_NAME] = kept
    assert is_in(thief)
    browser.post("/accounts/logout/")
    assert not is_in(thief)
    thief.cookies[configured.SESSION_COOKIE_NAME] = kept
    assert thief.get("/api/v1/me").status_code == 401


def test_a_new_password_keeps_the_session_that_chose_it_and_ends_all_others(person):
    own, other = signed_in(person), signed_in(person)
    before = own.cookies[configured.SESSION_COOKIE_NAME].value
    said = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    assert own.post("/accounts/password/change/", said).status_code == 302
    assert (is_in(own), is_in(other)) == (True, False)
    assert own.cookies[configured.SESSION_COOKIE_NAME].value != before


@pytest.mark.parametrize("ends", [True, False])
def test_who_changes_their_password_is_asked_whether_the_tokens_end_too(person, ends):
    _, secret = issuing.issue(user=person, name="a program's")
    own = signed_in(person)
    assert "API token" in own.get("/accounts/password/change/").content.decode()
    said = {"oldpassword": OLD, "password1": NEW, "password2": NEW} | ({"end_tokens": "on"} if ends else {})
    assert own.post("/accounts/password/change/", said).status_code == 302
    assert opens(secret) is not ends
    assert is_in(own)


def test_who_has_no_living_token_is_not_asked(person):
    issuing.issue(user=person, name="over", expires_at=laurel_now())
    issuing.revoke(token_id=issuing.issue(user=person, name="gone")[0].pk, by=person)
    assert "API token" not in signed_in(person).get("/accounts/password/change/").content.decode()


def test_a_recovered_password_ends_every_session_and_every_token(person):
    _, secret = issuing.issue(user=person, name="a thief's")
    browser, link = signed_in(person), asked_for_a_link(person)
    assert is_in(browser)
    assert opens(secret)
    assert used(link, NEW)
    assert not is_in(browser)
    assert not opens(secret)
    assert is_in(signed_in(person, NEW))


def test_a_role_that_is_lost_is_lost_to_the_session_that_had_it():
    moderator = make_user(role="moderator", is_staff=True)
    browser = Client()
    browser.force_login(moderator)
    assert browser.get("/admin/challenges/challenge/").status_code == 200
    User.objects.filter(pk=moderator.pk).update(role="", is_staff=False)
    assert browser.get("/admin/challenges/challenge/").status_code == 302
    assert browser.get("/api/v1/similarity-flags").status_code == 403


def test_the_token_of_a_form_is_worth_nothing_in_another_browser(person):
    browser, forger = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    for one in (browser, forger):
        one.force_login(person)
        one.get("/account")
    taken = forger.cookies[configured.CSRF_COOKIE_NAME].value
    form = {"csrfmiddlewaretoken": taken}
    assert browser.post("/accounts/sessions/", form).status_code == 403
    form["csrfmiddlewaretoken"] = browser.cookies[configured.CSRF_COOKIE_NAME].value
    assert browser.post("/accounts/sessions/", form).status_code == 302


def test_a_sign_in_changes_the_token_of_forms(person):
    browser = Client()
    browser.get("/accounts/login/")
    before = browser.cookies[configured.CSRF_COOKIE_NAME].value
    browser.post("/accounts/login/", {"login": person.email, "password": OLD})
    assert browser.cookies[configured.CSRF_COOKIE_NAME].value != before


# Tokens


def test_a_token_opens_nothing_once_it_is_revoked_or_over(person):
    (kept, first), (_, second) = (issuing.issue(user=person, name=name) for name in ("one", "two"))
    _, over = issuing.issue(user=person, name="over", expires_at=laurel_now() - timedelta(seconds=1))
    assert (opens(first), opens(second), opens(over)) == (True, True, False)
    assert client_of(person).delete(f"/api/v1/tokens/{kept.pk}").status_code in (200, 204)
    assert (opens(first), opens(second)) == (False, True)


def test_a_token_is_taken_from_its_header_and_nowhere_else(person):
    _, secret = issuing.issue(user=person, name="cli")
    browser = Client()
    browser.cookies["token"] = browser.cookies[configured.SESSION_COOKIE_NAME] = secret
    for name in ("token", "access_token", "api_key", "authorization"):
        assert browser.get(f"/api/v1/me?{name}={secret}").status_code == 400
        assert browser.post(f"/api/v1/sponsors?{name}={secret}", {name: secret}).status_code in (401, 415)
    for scheme in ("Token", "Basic", ""):
        assert Client().get("/api/v1/me", headers={"Authorization": f"{scheme} {secret}"}).status_code == 401


def test_a_token_opens_no_page(person):
    _, secret = issuing.issue(user=person, name="cli")
    assert Client().get("/mine", headers={"Authorization": f"Bearer {secret}"}).status_code == 302


# Links in letters


def test_a_link_to_a_new_password_works_once(person):
    link = asked_for_a_link(person)
    assert used(link, NEW)
    assert not used(link, "a third long secret")
    person.refresh_from_db()
    assert person.check_password(NEW)


def test_of_two_links_the_first_dies_with_the_second_ones_use(person):
    first, second = asked_for_a_link(person), asked_for_a_link(person)
    assert used(second, NEW)
    assert not used(first, "a third long secret")


def test_a_link_that_was_sent_before_the_address_changed_is_dead(person):
    link = asked_for_a_link(person)
    EmailAddress.objects.filter(user=person).update(email="new@example.com")
    User.objects.filter(pk=person.pk).update(email="new@example.com")
    assert not used(link, NEW)


def test_nor_does_it_work_when_it_is_turned_to_another(person):
    other = with_password("bea")
    mine, theirs = asked_for_a_link(person), asked_for_a_link(other)
    whose, what = theirs.rsplit("/", 2)[1].split("-", 1)[0], mine.rsplit("/", 2)[1].split("-", 1)[1]
    assert not used(f"/accounts/password/reset/key/{whose}-{what}/", NEW)
    other.refresh_from_db()
    assert other.check_password(OLD)


def test_an_address_is_confirmed_for_who_asked_whoever_opens_the_letter(person):
    thief = with_password("mallory")
    signed_in(person).post("/accounts/email/", {"action_add": "", "email": "second@example.com"})
    link = letter("confirm-email")
    for browser in (signed_in(thief), Client()):
        browser.post(link)
        assert not EmailAddress.objects.filter(user=thief, email="second@example.com").exists()
        who = browser.get("/api/v1/me").json().get("email")
        assert who in (None, thief.email)
    assert EmailAddress.objects.get(email="second@example.com").user == person
