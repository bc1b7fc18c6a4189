"""The shapes of an exception, its notes and its remedies."""

from datetime import datetime
from functools import cached_property
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from payments.models import Discrepancy, DiscrepancyNote, Remedy
from payments.reconciliation.models import RemedyName
from payments.reconciliation.suggesting import best_at_first_sight, suggestions
from workers.clock import laurel_now

STATUSES = [(name, name) for name in ("open", "assigned", "proposed", "matched", "explained")]


class NoteSerializer(serializers.ModelSerializer[DiscrepancyNote]):
    """What a person found out; kept for ever."""

    class Meta:
        model = DiscrepancyNote
        fields = ["id", "by", "at", "text"]


class RemedySerializer(serializers.ModelSerializer[Remedy]):
    """What was proposed, by whom and why, and what became of it."""

    class Meta:
        model = Remedy
        fields = [
            *("id", "name", "amount", "reason", "by", "at", "status", "second", "second_reason", "ended_at", "outcome")
        ]


class SuggestionSerializer(serializers.Serializer):
    """One thing that can be done."""

    name = serializers.ChoiceField(choices=RemedyName.choices)
    says = serializers.CharField(help_text="What would happen, with the amounts.")
    takes_two = serializers.BooleanField(help_text="Whether a second person must accept it.")


class DiscrepancySerializer(serializers.ModelSerializer[Discrepancy]):
    """Something that does not match; both figures in minor units, null where that side knows nothing of it."""

    status = serializers.ChoiceField(choices=STATUSES)
    age_seconds = serializers.SerializerMethodField()
    notes = NoteSerializer(many=True)
    suggestion = serializers.SerializerMethodField()

    class Meta:
        model = Discrepancy
        fields = [
            *("id", "status", "kind", "subject", "currency", "stripe", "ledger", "owner", "opened_at", "age_seconds"),
            *("escalated_at", "closed_at", "notes", "suggestion"),
        ]

    @cached_property
    def now(self) -> datetime:
        """The database's clock, asked once for all rows."""
        return laurel_now()

    def get_age_seconds(self, row: Discrepancy) -> int:
        """How long it is, or was, open."""
        until = row.closed_at or self.now
        return int((until - row.opened_at).total_seconds())

    def get_suggestion(self, row: Discrepancy) -> str | None:
        """The name of what is done first about its kind; the exception itself says all, in words."""
        return best_at_first_sight(row)


class DiscrepancyInFullSerializer(DiscrepancySerializer):
    """The same with everything that can be done, and was."""

    suggestions = serializers.SerializerMethodField()
    remedies = RemedySerializer(many=True)

    class Meta(DiscrepancySerializer.Meta):
        fields = [*DiscrepancySerializer.Meta.fields, "suggestions", "remedies"]

    @extend_schema_field(SuggestionSerializer(many=True))
    def get_suggestions(self, row: Discrepancy) -> list[dict[str, Any]]:
        """What can be done, the best first."""
        return list(SuggestionSerializer(suggestions(row), many=True).data)
