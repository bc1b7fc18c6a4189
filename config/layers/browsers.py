"""What only a browser needs: its session, who that is, messages, htmx. A program's request goes past it.

A request to the API without any cookie has no session, so none of these layers could find anything. Passing through
them took a tenth of a list's time. Who sends a cookie meets them all; the check of forged forms stands for everyone.
"""

from functools import partial
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django_htmx.middleware import HtmxMiddleware

from bounties.accounts.lasting import whose
from bounties.accounts.seeing import SeenMiddleware
from config.api.problem import API_PATHS


def is_bare(request: HttpRequest) -> bool:
    """Whether this is a program's: to the API, and without a cookie."""
    return not request.META.get("HTTP_COOKIE") and request.path_info.startswith(API_PATHS)


class _PastPrograms:
    """Stands before a layer, and lets programs past it."""

    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request) if is_bare(request) else super().__call__(request)  # type: ignore[misc]


class Sessions(_PastPrograms, SessionMiddleware):
    """Of browsers."""


class People(AuthenticationMiddleware):
    """Who the session says this is; a program is a visitor until its token says otherwise."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_bare(request):
            return super().__call__(request)  # type: ignore[return-value]
        request.user = AnonymousUser()
        return self.get_response(request)  # type: ignore[return-value]

    def process_request(self, request: HttpRequest) -> None:
        """Asked when somebody wants to know: what nobody asks is kept for everybody."""
        request.user = SimpleLazyObject(partial(whose, request))  # type: ignore[assignment]


class Messages(_PastPrograms, MessageMiddleware):
    """To show on the next page."""


class Seen(_PastPrograms, SeenMiddleware):
    """Which session was last used when."""


class Htmx(_PastPrograms, HtmxMiddleware):
    """Whether a page or a part of it is wanted."""
