"""Rate limits: counters per minute in the cache, told in RateLimit-* headers on every answer.

Limits protect the house, they are no part of its correctness: with the cache down everyone passes, and the log says it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from config.api.permits import PERMITS, WINDOW_SECONDS

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a limit is left to one caller in this window."""

    limit: int
    used: int
    resets_in: int

    @property
    def remaining(self) -> int:
        """Requests still free until the window ends."""
        return max(0, self.limit - self.used)


class MinuteThrottle(BaseThrottle):
    """Counts per user, or per address for visitors; the budgets are `settings.RATE_LIMITS`."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count this request, and leave the standing where the headers are written."""
        counted = self.counted(request, view)
        standing = count(*counted) if counted else None
        if standing is None:
            return True
        self.standing = standing
        http: Any = request._request
        known = getattr(http, "rate_limit", None)
        http.rate_limit = min(known or standing, standing, key=lambda one: one.remaining)
        return standing.used <= standing.limit

    def counted(self, request: Request, view: Any) -> tuple[str, str] | None:
        """The budget and the caller that it is counted for; None for what is not counted."""
        if request.user and request.user.is_authenticated:
            return "user", str(request.user.pk)
        return "visitor", str(self.get_ident(request))

    def wait(self) -> float:
        """Seconds until the window ends: Retry-After."""
        return float(self.standing.resets_in)


class SignInThrottle(MinuteThrottle):
    """Attempts to sign in (views with `signs_in`), per address: enough for an office, too few for guessing."""

    def counted(self, request: Request, view: Any) -> tuple[str, str] | None:
        """The address, whoever it claims to be."""
        is_attempt = getattr(view, "signs_in", False) and request.method == "POST"
        return ("sign_in", str(self.get_ident(request))) if is_attempt else None


class SignInAccountThrottle(MinuteThrottle):
    """Attempts to sign in to one account, from wherever."""

    def counted(self, request: Request, view: Any) -> tuple[str, str] | None:
        """The e-mail address that was tried, or one's own, hashed: the cache holds no personal data."""
        if not getattr(view, "signs_in", False) or request.method != "POST":
            return None
        email = str(request.data.get("email", "")).strip().lower() if isinstance(request.data, dict) else ""
        return "sign_in_account", sha256((email or getattr(request.user, "email", "")).encode()).hexdigest()


def count(budget: str, who: str) -> Standing | None:
    """One more request of this caller; None when the cache does not answer."""
    now = time.time()
    limit = settings.RATE_LIMITS[budget]
    try:
        used = PERMITS.take(f"rate:{budget}:{who}:{int(now // WINDOW_SECONDS)}", limit)
    except (RedisError, OSError, ValueError) as error:
        log.warning("rate_limit_unavailable", budget=budget, error=str(error))
        return None
    return Standing(limit, used, WINDOW_SECONDS - int(now % WINDOW_SECONDS))


class RateLimitMiddleware:
    """Tells each caller of the API how much is left."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        standing: Standing | None = getattr(request, "rate_limit", None)
        if standing:
            tell(response, standing)
        return response


def tell(response: HttpResponse, standing: Standing) -> None:
    """How much is left, in the answer's headers."""
    response["RateLimit-Limit"] = str(standing.limit)
    response["RateLimit-Remaining"] = str(standing.remaining)
    response["RateLimit-Reset"] = str(standing.resets_in)
