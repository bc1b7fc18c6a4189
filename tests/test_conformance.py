"""The check of answers can fail: a field, a status or a media type that the schema doesn't say is a breach."""

import json

import pytest
from django.http import HttpResponse

from tests.conformance import closed, described, open_ends

ME = "/api/v1/business-calendars"


def answer(body: object, status: int = 200, media_type: str = "application/json") -> HttpResponse:
    response = HttpResponse(json.dumps(body), status=status, content_type=media_type)
    response.json = lambda: json.loads(response.content)  # type: ignore[attr-defined]  # as the test client's has it
    return response


PROBLEM = {"type": "urn:x", "title": "x", "status": 404, "code": "x", "detail": "x"}

# Objects that may hold whatever they like, with the reason.
OPEN = {
    "AmendmentDetail.document.*": "A draft's terms, by the names of its fields.",
    "ChallengeDetail.ballot": "Rules by name; those that a format knows.",
    "ChallengeDetail.durations": "Seconds by name; those that a format knows.",
    "ChallengeDetail.eligibility.*": "Rules by name; those that were set.",
    "Export.belongings": "Rows of every kind of thing that somebody has.",
    "Export.profile": "A row of the same kind.",
    "SignedResult.document.*": "Signed as it is; docs/judging.md has its fields.",
    "TemplateRow.terms": "A draft's terms, by the names of its fields.",
}


def test_every_object_of_an_answer_is_closed_or_has_a_reason():
    assert described().open_ends() == {*OPEN}


@pytest.mark.parametrize(
    ("schema", "ends"),
    [
        ({}, ["x"]),
        ({"type": "object"}, ["x"]),
        ({"type": ["object", "null"]}, ["x"]),
        ({"type": "array"}, ["x"]),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, ["x"]),
        (closed({"type": "object", "properties": {"a": {"type": "string"}, "b": {}}}), ["x.b"]),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, []),
        ({"type": "object", "additionalProperties": True}, ["x.*"]),
        ({"oneOf": [{"type": "null"}, {"type": "object", "additionalProperties": {}}]}, ["x.*"]),
        ({"type": "array", "items": {"$ref": "#/components/schemas/Row"}}, []),
    ],
)
def test_an_open_end_of_a_schema_is_found(schema, ends):
    assert list(open_ends(schema, "x")) == ends


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
def test_what_the_schema_does_not_say_is_a_breach(response, said):
    breach = described().breach("GET", ME, response)
    assert bool(breach) == bool(said)
    assert said in breach
