"""The panel at work: who scores how, which entries lack judges, and the chair's word on ties."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.models import Challenge
from bounties.judging import tie_breaking
from bounties.judging.api.serializers import LONGEST_COMMENT, JudgeSerializer
from bounties.judging.calibration import JudgesScale, calibration
from bounties.judging.coverage import Uncovered, coverage
from bounties.judging.models import TieBreak
from payments.api.fields import StrictSerializer

MOST_TIED = 500


class ScaleSerializer(serializers.Serializer[JudgesScale]):
    """How one judge scores beside the panel; nulls until there is a scorecard."""

    judge = JudgeSerializer(source="judge.judge")
    scored = serializers.IntegerField(help_text="Entries.")
    mean = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    lowest = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    highest = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    deviation = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True, help_text="Standard.")
    panel_mean = serializers.DecimalField(
        max_digits=5,
        decimal_places=2,
        allow_null=True,
        help_text="Of all judges, over the entries that this one scored.",
    )
    above_panel = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)


class CalibrationSerializer(serializers.Serializer[Any]):
    """Every judge's row."""

    results = ScaleSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class UncoveredSerializer(serializers.Serializer[Uncovered]):
    """An entry that lacks judges."""

    entry = serializers.UUIDField()
    alias = serializers.CharField()
    lacks = serializers.IntegerField(help_text="Judges.")


class CoverageSerializer(serializers.Serializer[Any]):
    """Whether every entry has enough judges, and what to do if not."""

    judges_per_entry = serializers.IntegerField(allow_null=True, help_text="Null: every judge scores every entry.")
    quorum = serializers.IntegerField()
    is_covered = serializers.BooleanField()
    remedy = serializers.CharField(help_text="Empty if every entry is covered.")
    results = UncoveredSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class TieBreakBody(StrictSerializer):
    """The chair's order."""

    entries = serializers.ListField(
        child=serializers.UUIDField(),
        min_length=2,
        max_length=MOST_TIED,
        help_text="All that share a rank, best first.",
    )
    reason = serializers.CharField(max_length=LONGEST_COMMENT, help_text="Published with the result.")


class TieBreakRow(serializers.ModelSerializer[TieBreak]):
    """The chair's order as it is kept."""

    class Meta:
        model = TieBreak
        fields: ClassVar = ["id", "entries", "reason", "given_at"]
        read_only_fields = fields


def _seen_by(request: SignedInRequest, challenge_id: UUID) -> Challenge:
    """With its rubric, which all of these ask for more than once."""
    seen = Challenge.objects.visible_to(request.user).seen_by(request.user)
    return seen.prefetch_related("criteria").get(pk=challenge_id)


class Calibration(APIView):
    """How the judges score."""

    required_scopes: ClassVar = {"GET": "judging:read"}

    @extend_schema(responses=CalibrationSerializer)
    def get(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """Each judge's mean and spread beside the panel's, for the sponsor and the chair, after their own scores."""
        challenge = _seen_by(request, challenge_id)
        rows = calibration(challenge, request.user)
        return Response(CalibrationSerializer({"results": rows, "next": None, "previous": None}).data)


class Coverage(APIView):
    """Whether every entry has enough judges."""

    required_scopes: ClassVar = {"GET": "judging:read"}

    @extend_schema(responses=CoverageSerializer)
    def get(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """For the sponsor, after the deadline: which entries lack how many judges, and the remedy."""
        challenge = _seen_by(request, challenge_id)
        return Response(CoverageSerializer(coverage(challenge, request.user)).data)


class TieBreaks(APIView):
    """The chair's word on ties."""

    required_scopes: ClassVar = {"POST": "judging:write"}

    @extend_schema(request=TieBreakBody, responses={201: TieBreakRow})
    def post(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """Order all entries that share a rank; it counts before the earliest receipt does."""
        asked = TieBreakBody(data=request.data)
        asked.is_valid(raise_exception=True)
        challenge = Challenge.objects.visible_to(request.user).get(pk=challenge_id)
        word = tie_breaking.break_tie(challenge_id=challenge.pk, by=request.user, **asked.validated_data)
        return Response(TieBreakRow(word).data, status=201)
