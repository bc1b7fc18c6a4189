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


def _told(caplog: pytest.LogCaptureFixture, path: str, **more: str) -> list[dict[str, Any]]:
    """What the log has of this request."""
    caplog.clear()
    with caplog.at_level(logging.INFO, "django_structlog"):
        Client().get(path, **more)
    return [record.msg for record in caplog.records if isinstance(record.msg, dict)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "code"),
    [("/", 200), ("/mine", 302), ("/nowhere", 404), ("/api/v1/me", 401), (f"{API}?x=1", 400), (API, 200)],
)
def test_each_request_is_one_line_under_its_id_refused_or_not(caplog, path, code):
    (line,) = _told(caplog, path)
    assert (line["event"], line["code"], line["request"]) == ("request_finished", code, f"GET {path}")
    assert len(line["request_id"]) == 36


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/accounts/password/reset/key/1-secret/", "/accounts/confirm-email/secret/", "/mail/secret"]
)
def test_no_line_holds_the_key_of_a_link_in_a_letter(caplog, path):
    (line,) = _told(caplog, path)
    assert "secret" not in str(line)
    assert line["request"].startswith("GET " + path.partition("1-")[0].partition("secret")[0])


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
