"""People with a password, and their browsers: what tests of keys share."""

import re

from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from bounties.accounts.models import User
from tests.bounties.conftest import make_user

OLD = "a long enough secret"


def with_password(name: str) -> User:
    user = make_user(name)
    user.set_password(OLD)
    user.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def signed_in(user: User, password: str = OLD) -> Client:
    browser = Client()
    browser.post("/accounts/login/", {"login": user.email, "password": password})
    return browser


def is_in(browser: Client, *, secure: bool = False) -> bool:
    return bool(browser.get("/mine", secure=secure).status_code == 200)


def recovered(user: User, password: str) -> None:
    """Their password, set anew by the link in a letter."""
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": user.email})
    (link,) = re.findall(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    form = browser.get(link, follow=True).redirect_chain[-1][0]
    assert browser.post(form, {"password1": password, "password2": password}).status_code == 302
