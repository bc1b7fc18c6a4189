"""A visitor who asks for the board again and has it already is answered here, by one small question to PostgreSQL.

Most of what asks so are programs that look every few seconds. The answer is that which the layers behind this one would
give, header by header, counted and logged as theirs; whatever is not quite as simple goes on to them.
"""

from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request

from bounties.challenges.api import front
from config.api import throttling
from config.api.marks import has, tag_of
from config.layers.browsers import is_bare
from config.layers.journal import JournalMiddleware, address_of

BOARD = "/api/v1/challenges"


class UnchangedMiddleware:
    """Answers 304 where the mark says so; refuses nothing itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.journal = JournalMiddleware(_answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _may_be_known(request) and has(request, tag := tag_of(request, front.mark())):
            standing = throttling.count("visitor", address_of(request))
            if standing is None or standing.used <= standing.limit:
                request.known = (tag, standing)  # type: ignore[attr-defined]
                return self.journal(request)  # type: ignore[return-value]
        return self.get_response(request)


def _may_be_known(request: HttpRequest) -> bool:
    """Of a visitor without anything that could ask for another answer."""
    told = request.META
    return (
        request.path_info == BOARD
        and request.method == "GET"
        and f'W/"{front.BOARD}.' in told.get("HTTP_IF_NONE_MATCH", "")
        and "HTTP_AUTHORIZATION" not in told
        and is_bare(request)
    )


def _answer(request: HttpRequest) -> HttpResponse:
    tag, standing = request.known  # type: ignore[attr-defined]
    response = HttpResponse(status=304)
    del response.headers["Content-Type"]
    for name, value in headers_of(request, tag, 0).items():
        response.headers[name] = value
    if standing:
        throttling.tell(response, standing)
    return response


def headers_of(request: HttpRequest, tag: str, length: int) -> dict[str, str]:
    """Those that the layers behind give to an answer of everyone's board."""
    return {
        "Allow": "GET, POST, HEAD, OPTIONS",
        "Cache-Control": "private, no-cache",
        "Content-Language": get_language_from_request(request),
        "Content-Length": str(length),
        "ETag": tag,
        "Vary": "Authorization, Cookie, Accept-Language",
        "X-Request-ID": structlog.contextvars.get_contextvars()["request_id"],
    }
