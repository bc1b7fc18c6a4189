"""The board as a visiting program asks for it, page by page and with nothing else, is answered here.

It is asked for more often than anything else, and half of what it cost were layers that had nothing to do for it: a
session, messages, forms, a choice of renderer. Its rights and its rows are the view's own (`Challenge.objects.listed`,
`front.read`); limit, log, mark and every header are as the long way gives them, which a test compares. Whatever is not
quite as simple goes on: a cookie, a token, a filter, another media type, a cursor that is none.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from bounties.challenges.api import front
from bounties.challenges.api.rows import board_row
from config.api import throttling
from config.api.marks import tag_of, tag_of_bytes
from config.api.pagination import KeysetPagination
from config.api.renderers import OrjsonRenderer
from config.layers.browsers import is_bare
from config.layers.journal import JournalMiddleware, address_of
from config.layers.unchanged import BOARD, headers_of

JSON = OrjsonRenderer()
WANTED = (JSON.media_type, "*/*")


class FrontMiddleware:
    """Answers 200 with the newest of the board; refuses nothing itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.journal = JournalMiddleware(_answer)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_simple(request):
            return self.get_response(request)
        standing = throttling.count("visitor", address_of(request))
        if standing and standing.used > standing.limit:
            return self.get_response(request)  # which refuses, and counts once more what is refused anyway
        request.standing = standing  # type: ignore[attr-defined]
        try:
            return self.journal(request)  # type: ignore[return-value]
        except ValidationError:
            return self.get_response(request)  # which says what is wrong with the cursor or the size, and counts it too


def _is_simple(request: HttpRequest) -> bool:
    told = request.META
    return (
        request.path_info == BOARD
        and request.method == "GET"
        and (not told.get("QUERY_STRING") or request.GET.keys() <= front.ASKED_OF_PAGES)
        and told.get("HTTP_ACCEPT") in WANTED
        and "HTTP_AUTHORIZATION" not in told
        and "HTTP_IF_NONE_MATCH" not in told
        and is_bare(request)
    )


def _answer(request: HttpRequest) -> HttpResponse:
    pages = KeysetPagination()
    page = pages.paginate_kept(front.read, front.ORDER, Request(request))
    told: Any = pages.get_paginated_response([board_row(found) for found in page])
    response = HttpResponse(JSON.render(told.data), content_type=JSON.media_type)
    if "Link" in told.headers:
        response.headers["Link"] = told.headers["Link"]
    tag = tag_of(request, front.named(page[0]["mark"])) if page else tag_of_bytes(response.content)
    for name, value in headers_of(request, tag, len(response.content)).items():
        response.headers[name] = value
    if standing := request.standing:  # type: ignore[attr-defined]
        throttling.tell(response, standing)
    return response
