"""The stages of a staged prize: as a client writes those after the first, and as everyone reads all of them."""

from typing import Any

from rest_framework import serializers

from bounties.challenges import limits
from bounties.challenges.api.shapes import Moment, PrizeBody, require_whole
from bounties.challenges.models import Challenge
from bounties.challenges.terms import PrizeTerms, StageTerms
from payments.api.fields import MoneyField, StrictSerializer


class StageBody(StrictSerializer):
    """A stage after the first; what it does not say is as in the first."""

    title = serializers.CharField(max_length=limits.LONGEST_LABEL)
    statement = serializers.CharField(trim_whitespace=False, help_text="Markdown: what is to be delivered.")
    prizes = PrizeBody(many=True, allow_empty=False, help_text="Whoever wins one may enter the next stage.")
    opens_at = Moment()
    closes_at = Moment()
    judge_by = Moment()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A PATCH replaces the list, so its rows are whole even there."""
        return require_whole(attrs, "title", "statement", "prizes", "opens_at", "closes_at", "judge_by")


def stages_from(rows: list[dict[str, Any]]) -> tuple[StageTerms, ...]:
    """The validated rows as terms."""
    return tuple(StageTerms(**row | {"prizes": tuple(PrizeTerms(**prize) for prize in row["prizes"])}) for row in rows)


class StageDetail(serializers.Serializer[Any]):
    """A stage as it was promised, and as it stands."""

    number = serializers.IntegerField()
    challenge = serializers.UUIDField(allow_null=True, help_text="Null until the first stage is approved.")
    title = serializers.CharField()
    statement = serializers.CharField()
    opens_at = serializers.DateTimeField(
        allow_null=True,
        help_text="Or as soon as the stage before is decided: then its dates are later by as much.",
    )
    closes_at = serializers.DateTimeField(allow_null=True)
    judge_by = serializers.DateTimeField(allow_null=True)
    places = serializers.IntegerField(help_text="How many can win, and so may enter the next stage.")
    prize_total = MoneyField()
    is_held = serializers.BooleanField(help_text="Its whole prize money is there; no longer once the stage is over.")
    status = serializers.ChoiceField(choices=Challenge.Status.choices)
