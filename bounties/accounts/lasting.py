"""How long a session lasts: so long without a request of its own, and so long at all; then one signs in again.

Section 7.3 of OWASP's ASVS 5 asks for both. Staff's are as long as NIST SP 800-63B-4 allows where a second factor is
asked for (2.2.3: an hour, a day); everybody else's end within the thirty days that it allows without one (2.1.3).
"""

import time
from datetime import timedelta

from django.contrib.auth import get_user
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

BEGAN, UNTIL = "began_at", "lasts_until"  # seconds since 1970, by the application's clock, as the session's own end
IDLE, WHOLE = timedelta(days=7), timedelta(days=14)
IDLE_OF_STAFF, WHOLE_OF_STAFF = timedelta(hours=1), timedelta(days=1)


def whose(request: HttpRequest) -> AbstractBaseUser | AnonymousUser:
    """Who is signed in by this request's session; nobody by one that is over, which is forgotten."""
    if time.time() > request.session.get(UNTIL, float("inf")):
        request.session.flush()
    return get_user(request)


def prolong(request: HttpRequest) -> None:
    """Somebody who is signed in did something: from now on it lasts as long again, but never longer than at all."""
    if not request.user.is_authenticated:
        return
    idle, whole = (IDLE_OF_STAFF, WHOLE_OF_STAFF) if request.user.is_staff else (IDLE, WHOLE)
    now = time.time()
    began = request.session.setdefault(BEGAN, now)
    request.session[UNTIL] = min(now + idle.total_seconds(), began + whole.total_seconds())
