"""ETags. An object with a `version` carries it as its strong ETag; a PATCH that needs it must name it in If-Match.

A view says `requires_if_match = True`, or `heeds_if_match` of a POST where it may be left out, and passes
`request.if_match_version` on; the service compares under its lock and raises OutOfDate (412). A view that shows what
has a mark (workers/marks.py) leaves it as `response.mark`, and answers 304 before it builds anything where
`request.knows(mark)`. Any other JSON answer to a GET has a weak ETag of its bytes.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import gettext_lazy as _

from config.api.authentication import caller_of
from config.api.marks import knows, tag_of, tag_of_bytes
from config.api.problem import Problem, is_api

STRONG_VERSION = re.compile(r'"(\d{1,9})"')
MISSING = Problem(428, "if_match_required", _('Say which version you change: If-Match: "<the ETag of your last GET>".'))
MALFORMED = Problem(400, "if_match_malformed", _('If-Match must be one strong ETag as we gave it, such as "3".'))


class ConditionalMiddleware:
    """Reads If-Match before the view, and answers If-None-Match after it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.knows = partial(knows, request)  # type: ignore[attr-defined]
        response = self.get_response(request)
        return _tagged(request, response) if is_api(request) and not response.streaming else response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Leave the version on the request; whoever is not signed in is left to the view's 401."""
        request.if_match_version = None  # type: ignore[attr-defined]
        view_class = getattr(view, "cls", None)
        if request.method != "PATCH" and not getattr(view_class, "heeds_if_match", False):
            return None
        header = request.headers.get("If-Match")
        if header is None:
            is_missing = getattr(view_class, "requires_if_match", False) and caller_of(request, view_class)
            return MISSING.for_django() if is_missing else None
        match = STRONG_VERSION.fullmatch(header.strip())
        if match is None:
            return MALFORMED.for_django()
        request.if_match_version = int(match[1])  # type: ignore[attr-defined]
        return None


def _tagged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if not 200 <= response.status_code < 300 and response.status_code != 304:
        return response
    if version := _version(response):
        response.headers.setdefault("ETag", f'"{version}"')
    if request.method not in ("GET", "HEAD"):
        return response
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("Authorization", "Cookie"))
    mark = getattr(response, "mark", None)
    tag = tag_of(request, mark) if mark else tag_of_bytes(response.content)
    response.headers.setdefault("ETag", tag)
    if version or "If-None-Match" not in request.headers or response.status_code == 304:
        return response  # a version is of what can be changed; votes, consents or another's row change beside it
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _version(response: HttpResponse) -> int | None:
    data = getattr(response, "data", None)
    return data.get("version") if isinstance(data, dict) and "id" in data else None
