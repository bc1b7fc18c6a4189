"""People with a password, and their browsers: what tests of keys share."""

from allauth.account.models import EmailAddress
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
