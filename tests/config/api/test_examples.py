"""The examples of the API's description are what the API takes and answers."""

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from bounties.accounts.api import examples as accounts
from bounties.accounts.api.tokens import SignInSerializer
from bounties.awards.api import examples as awards
from bounties.awards.api.serializers import DecisionSerializer
from bounties.ballots.api import examples as ballots
from bounties.ballots.api.serializers import VoteSerializer
from bounties.challenges.api import examples as challenges
from bounties.challenges.api.writing import ChallengeBody
from bounties.challenges.completeness import require_right
from bounties.challenges.drafting import frame_now
from bounties.community.api import profiles
from bounties.entries.api import examples as entries
from bounties.entries.api.writing import EntryBody
from bounties.judging.api import examples as judging
from bounties.judging.api.serializers import ScoringSerializer

TAKEN = [
    (SignInSerializer, accounts.SIGN_IN),
    (SignInSerializer, accounts.NARROW_SIGN_IN),
    (ChallengeBody, challenges.CHALLENGE),
    (EntryBody, entries.ENTRY),
    (EntryBody, entries.TEAM_ENTRY),
    (ScoringSerializer, judging.SCORECARD),
    (ScoringSerializer, judging.CONFLICT),
    (DecisionSerializer, awards.DECISION),
    (DecisionSerializer, awards.NOBODY),
    (VoteSerializer, ballots.CHOICE),
    (VoteSerializer, ballots.SCORES),
    (VoteSerializer, ballots.ORDER),
    (profiles.ProfileWish, profiles.EXAMPLE),
]
ASKED = {
    "post /api/v1/tokens", "post /api/v1/challenges", "post /api/v1/challenges/{id}/entries",
    "put /api/v1/entries/{entry_id}/scorecard", "post /api/v1/challenges/{challenge_id}/decide",
    "post /api/v1/challenges/{id}/contributions", "post /api/v1/challenges/{id}/raises",
    "put /api/v1/challenges/{challenge_id}/ballot", "post /api/v1/awards/{award_id}/papers/rights",
    "patch /api/v1/me/profile",
}  # fmt: skip
ANSWERED = {
    "post /api/v1/tokens", "post /api/v1/challenges/{id}/fund", "post /api/v1/entries/{id}/submit",
    "post /api/v1/awards/{award_id}/accept", "get /api/v1/payouts", "get /api/v1/finance/summary",
    "get /api/v1/awards/{award_id}/papers",
}  # fmt: skip


@pytest.fixture
def schema(client, settings):
    settings.ROOT_URLCONF = "config.urls"
    return client.get("/api/v1/schema").json()


def contents(schema):
    """Every body with examples: the call, whether it is asked or answered, and the body."""
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            bodies = [("asked", operation.get("requestBody", {}))]
            bodies += [("answered", answer) for answer in operation["responses"].values()]
            for kind, body in bodies:
                content = body.get("content", {}).get("application/json", {})
                if "examples" in content:
                    yield f"{method} {path}", kind, content


@pytest.mark.parametrize(("serializer", "example"), TAKEN, ids=lambda value: getattr(value, "summary", None) or "")
def test_an_example_of_a_request_is_taken(serializer, example):
    body = serializer(data=example.value)
    assert body.is_valid(), body.errors


@pytest.mark.django_db
def test_the_example_of_a_challenge_is_right():
    body = ChallengeBody(data=challenges.CHALLENGE.value)
    body.is_valid(raise_exception=True)
    require_right(body.terms, frame_now())


def test_the_main_calls_have_examples(schema):
    found = [(name, kind) for name, kind, _ in contents(schema)]
    assert {name for name, kind in found if kind == "asked"} == ASKED
    assert {name for name, kind in found if kind == "answered"} == ANSWERED


def test_every_example_fits_its_schema_and_leaves_nothing_out(schema):
    registry = Registry().with_resource("urn:api", DRAFT202012.create_resource(schema))
    for name, kind, content in contents(schema):
        reference = content["schema"]["$ref"]
        validator = Draft202012Validator({"$ref": f"urn:api{reference}"}, registry=registry)
        fields = schema["components"]["schemas"][reference.rpartition("/")[2]]["properties"]
        for example in content["examples"].values():
            assert [error.message for error in validator.iter_errors(example["value"])] == [], name
            assert kind == "asked" or set(example["value"]) == set(fields), name
