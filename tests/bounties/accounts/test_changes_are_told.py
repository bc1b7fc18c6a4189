"""Whoever changes a key of an account, the address that it had hears of it by mail."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.core.cache import cache
from django.test import Client

from tests.attacks.keys import OLD, signed_in, with_password

NEW = "another long secret"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture
def person(committed_db):
    """Whose letters leave at the commit, as everybody's do."""
    cache.clear()
    return with_password("ada")


def subjects_to(person) -> list[str]:
    return [one.subject.removeprefix("[Laurel] ") for one in mail.outbox if one.to == [person.email]]


def test_a_changed_password_is_told(person):
    said = {"oldpassword": OLD, "password1": NEW, "password2": NEW}
    assert signed_in(person).post("/accounts/password/change/", said).status_code == 302
    assert subjects_to(person) == ["Password Changed"]


def test_a_recovered_password_is_told(person):
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": person.email})
    link = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)[1]
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    assert browser.post(form, {"password1": NEW, "password2": NEW}).status_code == 302
    assert subjects_to(person)[1:] == ["Password Reset"]


def test_a_changed_address_is_told_to_the_one_that_it_was(person):
    was = person.email
    browser = signed_in(person)
    browser.post("/accounts/email/", {"action_add": "", "email": "second@example.com"})
    link = re.search(r"https?://[^/\s]+(/accounts/confirm-email/\S+)", mail.outbox[-1].body)[1]
    browser.post(link)
    mail.outbox.clear()
    browser.post("/accounts/email/", {"action_primary": "", "email": "second@example.com"})
    person.refresh_from_db()
    assert person.email == "second@example.com"
    assert [one.subject for one in mail.outbox if was in one.to] == ["[Laurel] Email Changed"]


def test_a_second_factor_that_is_gone_is_told(person):
    browser = signed_in(person)
    TOTP.activate(person, SECRET)
    browser.post("/accounts/reauthenticate/", {"password": OLD})
    browser.post("/accounts/2fa/totp/deactivate/")
    assert subjects_to(person) == ["Authenticator App Deactivated"]
