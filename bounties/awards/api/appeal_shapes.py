"""Shapes of appeals in requests and answers."""

from typing import Any, ClassVar

from rest_framework import serializers

from bounties.awards.digesting import Batch, Case, Tally
from bounties.awards.grounds import GroundTerms
from bounties.awards.models import Appeal, AppealAnswer, AppealStatus, Ground, Subject
from bounties.judging.aliases import alias_of
from payments.api.fields import StrictSerializer

LONGEST_REASON = 5_000  # characters
OUTCOMES = [AppealStatus.UPHELD, AppealStatus.ANNULLED]


class AppealBody(StrictSerializer):
    """What is wrong, and what shows it."""

    ground = serializers.ChoiceField(
        choices=Ground.choices, default=Ground.OTHER, help_text="`GET /appeals/grounds` says which evidence helps."
    )
    reason = serializers.CharField(
        max_length=LONGEST_REASON,
        help_text="The sponsor's managers, the winner and the arbiter read it; they see your alias, not your name.",
    )


class AppealReply(StrictSerializer):
    """One's side."""

    text = serializers.CharField(max_length=20_000)


class VerdictSerializer(StrictSerializer):
    """What the arbiter says of what is contested."""

    outcome = serializers.ChoiceField(choices=OUTCOMES)
    reason = serializers.CharField(max_length=LONGEST_REASON, help_text="The parties read it, and nobody else.")


class AppealAnswerRow(serializers.ModelSerializer[AppealAnswer]):
    """A side that was asked; without an hour it has not answered."""

    class Meta:
        model = AppealAnswer
        fields: ClassVar = ["side", "text", "answered_at"]
        read_only_fields = fields


class AppealSerializer(serializers.ModelSerializer[Appeal]):
    """What is contested, by whom under an alias, what the other side says, and the verdict."""

    appellant = serializers.SerializerMethodField(help_text="The alias of the entry of who appeals.")
    answers = AppealAnswerRow(many=True, read_only=True)

    class Meta:
        model = Appeal
        fields: ClassVar = [
            *("id", "status", "challenge", "subject", "award", "entry", "appellant", "ground", "reason", "opened_at"),
            *("answer_by", "answers", "due_at", "verdict", "decided_at"),
        ]
        read_only_fields = fields

    def get_appellant(self, appeal: Appeal) -> str:
        """Never a name."""
        return alias_of(appeal.entry_id)


class GroundRow(serializers.Serializer[GroundTerms]):
    """A ground and the evidence that helps."""

    ground = serializers.ChoiceField(choices=Ground.choices)
    meaning = serializers.CharField()
    evidence = serializers.CharField()


class Grounds(serializers.Serializer[Any]):
    """Every ground."""

    results = GroundRow(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class CaseRow(serializers.Serializer[Case]):
    """One decided appeal."""

    format = serializers.CharField()
    subject = serializers.ChoiceField(choices=Subject.choices)
    ground = serializers.ChoiceField(choices=Ground.choices)
    outcome = serializers.ChoiceField(choices=AppealStatus.choices)
    days = serializers.IntegerField(help_text="Begun ones, from the appeal to its end.")
    by_the_clock = serializers.BooleanField(help_text="No arbiter decided in time, so what was contested stands.")


class TallyRow(serializers.Serializer[Tally]):
    """How often a ground ended in one way."""

    ground = serializers.ChoiceField(choices=Ground.choices)
    outcome = serializers.ChoiceField(choices=AppealStatus.choices)
    cases = serializers.IntegerField()


class BatchRow(serializers.Serializer[Batch]):
    """One quarter, or several where few appeals were decided."""

    begins = serializers.CharField(help_text="The first quarter in it, like 2026-Q3.")
    ends = serializers.CharField(help_text="The last one.")
    tallies = TallyRow(many=True)
    cases = CaseRow(many=True, help_text="In the order of what they say, not of time.")


class DigestSerializer(serializers.Serializer[Any]):
    """Every batch, the latest first."""

    least = serializers.IntegerField(help_text="A case is told only among at least so many.")
    results = BatchRow(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
