"""The check of answers can fail: a field, a status or a media type that the schema doesn't say is a breach."""

import json

import pytest
from django.http import HttpResponse

from tests.conformance import Described

ME = "/api/v1/business-calendars"


@pytest.fixture(scope="module")
def described() -> Described:
    return Described()


def answer(body: object, status: int = 200, media_type: str = "application/json") -> HttpResponse:
    response = HttpResponse(json.dumps(body), status=status, content_type=media_type)
    response.json = lambda: json.loads(response.content)  # type: ignore[attr-defined]  # as the test client's has it
    return response


PROBLEM = {"type": "urn:x", "title": "x", "status": 404, "code": "x", "detail": "x"}


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (answer(PROBLEM, 404, "application/problem+json"), ""),
        (answer(PROBLEM | {"trace": "x"}, 404, "application/problem+json"), "trace"),
        (answer(PROBLEM, 404), "404 is sent as application/json"),
        (answer({}, 299), "299 is not described"),
        (answer({"secret": 1}), f"GET {ME}: 200: "),
    ],
)
def test_what_the_schema_does_not_say_is_a_breach(described, response, said):
    breach = described.breach("GET", ME, response)
    assert bool(breach) == bool(said)
    assert said in breach
