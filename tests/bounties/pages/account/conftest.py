"""People who look after their own account in a browser."""

from django.test import Client

from bounties.accounts.models import User


def browser_of(user: User) -> Client:
    """Signed in as this person."""
    browser = Client()
    browser.force_login(user)
    return browser
