"""Writing down which session was last used when, and from where: for the page on which people end those not theirs.

What is not used for too long is over (bounties.accounts.lasting).
"""

from hashlib import sha256

from allauth.account.adapter import get_adapter
from allauth.usersessions.middleware import UserSessionsMiddleware
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError

from bounties.accounts import lasting

SEEN_SECONDS = 300  # "last used" is as fine as this; each page would cost three queries otherwise


class SeenMiddleware(UserSessionsMiddleware):
    """Allauth's, once in five minutes; at once when the address or the browser changed."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _is_news(request):
            lasting.prolong(request)
            return super().__call__(request)
        return self.get_response(request)


def _is_news(request: HttpRequest) -> bool:
    if not request.session.session_key:
        return False
    agent = request.headers.get("User-Agent", "")
    whence = f"{request.session.session_key} {get_adapter().get_client_ip(request)} {agent}"
    try:
        return cache.add(f"seen:{sha256(whence.encode()).hexdigest()}", 1, timeout=SEEN_SECONDS)
    except RedisError:  # without the cache it is written down each time
        return True
