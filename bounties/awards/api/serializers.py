"""Shapes of decisions and awards in requests and answers."""

from typing import Any, ClassVar

from rest_framework import serializers

from bounties.awards.blends import Blend, BlendedRow
from bounties.awards.models import Award, DepartureConsent
from bounties.awards.placing import Chosen
from bounties.judging.models import TieBreak
from payments.api.fields import MinorUnitsField, MoneyField, StrictSerializer

LONGEST_REASON = 5_000  # characters
HIGHEST_RANK = 32_767
MOST_AWARDS = 500


class ChosenSerializer(StrictSerializer):
    """One place."""

    entry = serializers.UUIDField()
    rank = serializers.IntegerField(min_value=1, max_value=HIGHEST_RANK, help_text="Of the prize.")
    reason = serializers.CharField(max_length=LONGEST_REASON)
    amount = MinorUnitsField(required=False, help_text="Minor units; less than the prize only of an up_to purse.")


class DecisionSerializer(StrictSerializer):
    """Who wins what, and why."""

    awards = serializers.ListField(child=ChosenSerializer(), max_length=MOST_AWARDS)
    reason = serializers.CharField(
        max_length=LONGEST_REASON, required=False, help_text="Why nobody; required where nobody is owed a fee for it."
    )

    @property
    def chosen(self) -> list[Chosen]:
        """The choice as the service takes it."""
        return [Chosen(**row) for row in self.validated_data["awards"]]


class EntrantSerializer(serializers.Serializer[Any]):
    """Who entered; by name only, and only once the decision is locked."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class AwardSerializer(serializers.ModelSerializer[Award]):
    """An award with its reason."""

    amount = MoneyField(source="money", read_only=True)
    title = serializers.CharField(source="entry.title", read_only=True)
    entrant = EntrantSerializer(source="entry.entrant", read_only=True)

    class Meta:
        model = Award
        fields: ClassVar = [
            "id",
            "status",
            "challenge",
            "entry",
            "title",
            "entrant",
            "kind",
            "rank",
            "amount",
            "reason",
            "due_at",
        ]
        read_only_fields = fields


class TieBreakSerializer(serializers.ModelSerializer[TieBreak]):
    """The chair's order, best first, of entries that nothing else parted."""

    class Meta:
        model = TieBreak
        fields: ClassVar = ["entries", "reason", "given_at"]
        read_only_fields = fields


class BlendedRowSerializer(serializers.Serializer[BlendedRow]):
    """What jury and public gave an entry, 0 to 100 each, and what both make of it."""

    rank = serializers.IntegerField()
    entry = serializers.UUIDField()
    alias = serializers.CharField()
    title = serializers.CharField()
    jury = serializers.DecimalField(max_digits=7, decimal_places=4)
    public = serializers.DecimalField(
        max_digits=7, decimal_places=4, allow_null=True, help_text="Null where too few people voted."
    )
    score = serializers.DecimalField(max_digits=7, decimal_places=4)


class BlendSerializer(serializers.Serializer[Blend]):
    """How jury and public came to the result."""

    says = serializers.CharField()
    public_share = serializers.IntegerField(help_text="Percent; the rest is the jury's.")
    rows = BlendedRowSerializer(many=True, help_text="Best first; none where one of the two was silent.")


class ResultsSerializer(serializers.Serializer[Any]):
    """What was decided, by which rule, and every award, lost ones included; `awards` are the same rows by name."""

    id = serializers.UUIDField(help_text="Of the challenge.")
    status = serializers.CharField()
    rule = serializers.CharField()
    reason = serializers.CharField(help_text="Why nobody is awarded; empty where somebody is.")
    departs_from_ranking = serializers.BooleanField()
    decided_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField(allow_null=True, help_text="The end of the appeal window.")
    tie_breaks = TieBreakSerializer(many=True)
    blend = BlendSerializer(allow_null=True, help_text="Null where no jury scores beside a public vote.")
    results = AwardSerializer(many=True)
    awards = AwardSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class DepartureConsentSerializer(serializers.ModelSerializer[DepartureConsent]):
    """A moderator's consent."""

    class Meta:
        model = DepartureConsent
        fields: ClassVar = ["challenge", "reason", "given_at"]
        read_only_fields = fields
