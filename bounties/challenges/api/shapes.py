"""Shapes that several bodies share: a moment, a whole number, a place, and a row that must be whole."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from bounties.challenges import limits
from payments.api.fields import MinorUnitsField, StrictSerializer

LARGEST_INTEGER = 2_147_483_647
LARGEST_SMALL_INTEGER = 32_767


class Moment(serializers.DateTimeField):
    """RFC 3339 with an offset: a bare local time would mean another moment to everyone."""

    default_error_messages = {"naive": "{value} has no offset. Write it in UTC, like 2026-01-31T18:00:00Z."}

    def enforce_timezone(self, value: datetime) -> datetime:
        """Refuse what names no moment."""
        if value.tzinfo is None:
            self.fail("naive", value=value.isoformat())
        return super().enforce_timezone(value)


class WholeNumber(MinorUnitsField):
    """A JSON integer; nothing that merely looks like one."""

    default_error_messages = {"not_whole": "{value} is not a whole number."}


class PrizeBody(StrictSerializer):
    """One place. Amounts are whole minor units."""

    rank = WholeNumber(max_value=LARGEST_SMALL_INTEGER)
    amount = MinorUnitsField()
    count = WholeNumber(max_value=LARGEST_SMALL_INTEGER, required=False)
    label = serializers.CharField(  # type: ignore[assignment]  # a field of that name, not the field's label
        max_length=limits.LONGEST_LABEL, required=False, allow_blank=True
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """A PATCH replaces the list, so its rows are whole even there."""
        return require_whole(attrs, "rank", "amount")


def require_whole(row: dict[str, Any], *names: str) -> dict[str, Any]:
    """The row, if it has all of these."""
    if missing := [name for name in names if name not in row]:
        raise serializers.ValidationError(dict.fromkeys(missing, "This field is required."))
    return row
