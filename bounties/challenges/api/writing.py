"""What a client may say about a challenge: shapes only; the rules are completeness.py's, which names all at once."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from bounties.challenges import limits
from bounties.challenges.api.shapes import (
    LARGEST_INTEGER,
    LARGEST_SMALL_INTEGER,
    Moment,
    PrizeBody,
    WholeNumber,
    require_whole,
)  # fmt: skip
from bounties.challenges.api.stages import StageBody, stages_from
from bounties.challenges.formats import usual_promise
from bounties.challenges.terms import ChallengeTerms, CriterionTerms, PrizeTerms
from payments.api.fields import MinorUnitsField, StrictSerializer


class CriterionBody(StrictSerializer):
    """One measure of the rubric."""

    name = serializers.CharField(max_length=limits.LONGEST_CRITERION)
    weight = WholeNumber(max_value=100)
    guidance = serializers.CharField(required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A PATCH replaces the list, so its rows are whole even there."""
        return require_whole(attrs, "name", "weight")


class FundingBody(StrictSerializer):
    """Who pays: the sponsor alone, or a crowd until an hour, each at least so much."""

    mode = serializers.CharField(max_length=8)
    goal = MinorUnitsField(required=False, help_text="The sum of the prizes; may be left out.")
    ends_at = Moment(required=False, allow_null=True)
    minimum_contribution = MinorUnitsField(required=False, allow_null=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A PATCH replaces the object, so it is whole even there."""
        return require_whole(attrs, "mode")


class ChallengeChanges(StrictSerializer):
    """The fields of a PATCH; lists are replaced as a whole."""

    format = serializers.CharField(max_length=24)
    title = serializers.CharField(max_length=limits.LONGEST_TITLE)
    currency = serializers.CharField(max_length=3)
    summary = serializers.CharField(max_length=limits.LONGEST_SUMMARY, required=False, allow_blank=True)
    statement = serializers.CharField(required=False, allow_blank=True, trim_whitespace=False)
    prizes = PrizeBody(many=True, required=False)
    criteria = CriterionBody(many=True, required=False)
    guarantee = serializers.CharField(max_length=16, required=False)
    ip_terms = serializers.CharField(max_length=16, required=False, allow_blank=True)
    ip_text = serializers.CharField(required=False, allow_blank=True)
    opens_at = Moment(required=False, allow_null=True)
    closes_at = Moment(required=False, allow_null=True)
    judge_by = Moment(required=False, allow_null=True)
    appeal_seconds = WholeNumber(max_value=LARGEST_INTEGER, required=False)
    durations = serializers.DictField(child=WholeNumber(max_value=LARGEST_INTEGER), required=False)
    kill_fee_bp = WholeNumber(min_value=0, max_value=10_000, required=False)
    time_zone = serializers.CharField(max_length=64, required=False)
    tags = serializers.ListField(
        child=serializers.CharField(max_length=limits.LONGEST_TAG), required=False, max_length=limits.MOST_TAGS
    )
    eligibility = serializers.DictField(required=False)
    ballot = serializers.DictField(required=False)
    visibility = serializers.CharField(max_length=16, required=False)
    aggregation = serializers.CharField(max_length=24, required=False)
    aggregation_options = serializers.DictField(
        child=WholeNumber(min_value=0, max_value=LARGEST_SMALL_INTEGER), required=False
    )
    judges_per_entry = WholeNumber(max_value=LARGEST_SMALL_INTEGER, required=False, allow_null=True)
    ai_policy = serializers.CharField(max_length=12, required=False)
    entry_media = serializers.CharField(max_length=8, required=False)
    entry_limit = WholeNumber(max_value=LARGEST_SMALL_INTEGER, required=False)
    submissions_a_day = WholeNumber(max_value=LARGEST_SMALL_INTEGER, required=False)
    threshold = WholeNumber(min_value=1, max_value=LARGEST_INTEGER, required=False, allow_null=True)
    screening = serializers.BooleanField(required=False)
    papers = serializers.ListField(
        child=serializers.CharField(max_length=8), required=False, max_length=2, help_text="Of: rights, identity."
    )
    stages = StageBody(many=True, required=False, help_text="Of a staged prize: those after the first.")
    funding = FundingBody(required=False)

    @property
    def changes(self) -> dict[str, Any]:
        """The validated fields as ChallengeTerms has them."""
        said = {name: value for name, value in self.validated_data.items() if name not in ("sponsor", "funding")}
        shaped = {name: SHAPES[name](value) if name in SHAPES else value for name, value in said.items()}
        return shaped | (_funding(self.validated_data["funding"]) if "funding" in self.validated_data else {})


class ChallengeBody(ChallengeChanges):
    """A new challenge. It may still lack what /submit will ask for; what it says must be right."""

    sponsor = serializers.UUIDField()

    @property
    def terms(self) -> ChallengeTerms:
        """All of it as one value."""
        return ChallengeTerms(**usual_promise(self.changes.get("format", "")) | self.changes)


class ReasonBody(StrictSerializer):
    """Why."""

    reason = serializers.CharField(max_length=4_000)


def reason_in(request: Request) -> str:
    """The one field of a body that says why; ValidationError names it."""
    body = ReasonBody(data=request.data)
    body.is_valid(raise_exception=True)
    return str(body.validated_data["reason"])


class QuestionBody(StrictSerializer):
    """A question to the sponsor."""

    body = serializers.CharField(max_length=4_000)


class AnswerBody(StrictSerializer):
    """The sponsor's answer, for everyone."""

    answer = serializers.CharField(max_length=20_000)


SHAPES: dict[str, Callable[[Any], Any]] = {
    "prizes": lambda rows: tuple(PrizeTerms(**row) for row in rows),
    "criteria": lambda rows: tuple(CriterionTerms(**row) for row in rows),
    "stages": stages_from,
    "tags": lambda words: tuple(dict.fromkeys(words)),
    "papers": tuple,
    "currency": str.lower,
}


def _funding(said: dict[str, Any]) -> dict[str, Any]:
    """The object is replaced as a whole."""
    return {
        "funding_mode": said["mode"],
        "funding_goal": said.get("goal"),
        "funding_ends_at": said.get("ends_at"),
        "minimum_contribution": said.get("minimum_contribution"),
    }
