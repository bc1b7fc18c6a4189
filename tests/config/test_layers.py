"""Layers of a request: what programs go past, one line of the log under an id, one policy for every answer."""

import logging
from typing import Any

import pytest
import structlog
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config.layers.browsers import is_bare
from config.layers.journal import JournalMiddleware
from config.layers.policy import PolicyMiddleware

API = "/api/v1/challenges"


@pytest.mark.parametrize(("path", "cookie", "bare"), [(API, "", True), (API, "a=b", False), ("/", "", False)])
def test_a_program_asks_the_api_and_has_no_cookie(path, cookie, bare):
    more = {"HTTP_COOKIE": cookie} if cookie else {}
    assert is_bare(RequestFactory().get(path, **more)) is bare


@pytest.mark.django_db
def test_a_program_gets_no_session_and_a_browser_has_its_own():
    program, browser = Client().get(API), Client(headers={"cookie": "a=b"}).get(API)
    assert not hasattr(program.wsgi_request, "session")
    assert program.wsgi_request.user.is_anonymous
    assert hasattr(browser.wsgi_request, "session")
    assert program.json() == browser.json()


def _written(request: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def view(_request: Any) -> HttpResponse:
        found.update(structlog.contextvars.get_contextvars())
        return HttpResponse()

    JournalMiddleware(view)(request)
    return found


@pytest.mark.parametrize("level", [logging.INFO, logging.DEBUG])
def test_every_line_has_an_id_and_an_address_that_the_sender_cannot_choose(level):
    logger = logging.getLogger("django_structlog.middlewares.request")
    before = logger.level
    logger.setLevel(level)
    try:
        forged = RequestFactory().get(
            API, HTTP_X_FORWARDED_FOR="9.9.9.9", HTTP_X_REQUEST_ID="r1", REMOTE_ADDR="8.8.8.8"
        )
        told = _written(forged)
    finally:
        logger.setLevel(before)
    assert (len(told["request_id"]), told["ip"]) == (36, "8.8.8.8")
    assert structlog.contextvars.get_contextvars() == {}


def _policy(of: HttpResponse) -> str:
    request = RequestFactory().get("/")
    return str(PolicyMiddleware(lambda _request: of)(request).headers.get("Content-Security-Policy"))  # type: ignore[arg-type]


def test_an_answer_may_have_a_policy_of_its_own_and_each_other_has_the_usual():
    own, exempt = HttpResponse(), HttpResponse()
    own._csp_update = {"img-src": ["https://example.org"]}  # type: ignore[attr-defined]
    exempt._csp_exempt = True  # type: ignore[attr-defined]
    assert "default-src 'none'" in _policy(HttpResponse())
    assert "https://example.org" not in _policy(HttpResponse())
    assert "https://example.org" in _policy(own)
    assert _policy(exempt) == "None"
