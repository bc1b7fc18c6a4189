"""What one is told on the next page is kept in a cookie, or in the session where it is long: as Django does it.

Only the cookie's name is our own: a deployment's browsers take it from this host alone (settings.COOKIE_PREFIX).
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class InACookie(CookieStorage):
    """Signed by Django."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class Kept(FallbackStorage):
    """In the cookie, else in the session."""

    storage_classes = (InACookie, SessionStorage)
