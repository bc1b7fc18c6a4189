"""What the shell of every page shows of its reader; asked only where a page has the shell."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bounties.notifications.models import Notification

MOST_COUNTED = 100  # past that the bell says "99+"


def shell(request: HttpRequest) -> dict[str, Any]:
    """The bell's number of unread notifications."""
    return {"unread": SimpleLazyObject(lambda: _unread(request))}


def _unread(request: HttpRequest) -> int:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return 0
    return Notification.objects.of(user).unread()[:MOST_COUNTED].count()
