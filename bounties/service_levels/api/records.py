"""A sponsor's reliability, for everyone."""

from typing import Any, ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.reading import SponsorSummary
from bounties.service_levels.known import known_to
from bounties.service_levels.models import Measure
from bounties.service_levels.records import FEWEST, Record, record_of


class KeptDetail(serializers.Serializer[Any]):
    """How often a target was met."""

    met = serializers.IntegerField()
    missed = serializers.IntegerField(help_text="Late, whether it was done since or not.")
    percent = serializers.IntegerField(allow_null=True, help_text=f"Met of all; null for fewer than {FEWEST}.")
    median_hours = serializers.DecimalField(
        max_digits=9, decimal_places=1, allow_null=True, help_text="Business hours from the start to the end."
    )


class MeasureDetail(serializers.Serializer[Any]):
    """One promise."""

    measure = serializers.ChoiceField(choices=Measure.choices)
    promised = serializers.CharField(help_text="The target of the plan in force, in words; empty without one.")
    running = serializers.IntegerField(help_text="Neither met nor missed yet.")
    last_12_months = KeptDetail(source="year")
    all_time = KeptDetail(source="ever")


class ReliabilityDetail(serializers.Serializer[Any]):
    """What a sponsor kept of what it promised, and how its challenges ended."""

    sponsor = SponsorSummary()
    plan = serializers.SerializerMethodField()
    calendar = serializers.SerializerMethodField()
    measures = MeasureDetail(many=True, source="record.measures")
    challenges_posted = serializers.IntegerField(source="record.posted")
    ended_by_silence = serializers.IntegerField(
        source="record.ended_by_silence", help_text="An arbiter, or the rule for silence, had to decide."
    )
    called_off_after_entries = serializers.IntegerField(source="record.called_off_after_entries")

    @extend_schema_field({"type": ["string", "null"]})
    def get_plan(self, shown: dict[str, Any]) -> str | None:
        """The plan in force."""
        record: Record = shown["record"]
        return record.promise.plan.label if record.promise else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_calendar(self, shown: dict[str, Any]) -> str | None:
        """In whose business time."""
        record: Record = shown["record"]
        return record.promise.calendar.label if record.promise else None


class Reliability(APIView):
    """A sponsor's record."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(operation_id="sponsor_reliability", responses=ReliabilityDetail)
    def get(self, request: Request, sponsor_id: UUID) -> Response:
        """For everyone, once it has posted a challenge that everyone may see."""
        sponsor = get_object_or_404(known_to(request.user), pk=sponsor_id)
        return Response(ReliabilityDetail({"sponsor": sponsor, "record": record_of(sponsor.pk)}).data)
