"""Amounts and strictness in requests: what every API of this house shares, so that no room is laxer than another."""

from typing import Any

from rest_framework import serializers

# Below 2^53, so that every client's JSON reads it exactly; far above any prize.
LARGEST_AMOUNT = 1_000_000_000_000


class MinorUnitsField(serializers.IntegerField):
    """An amount as a whole number of minor units (cents): no float, string or boolean, even if it looks whole."""

    default_error_messages = {"not_whole": "{value} is not a whole number of minor units. Write 1050 for 10.50."}

    def __init__(self, *, min_value: int = 1, max_value: int = LARGEST_AMOUNT, **options: Any) -> None:
        super().__init__(min_value=min_value, max_value=max_value, **options)

    def to_internal_value(self, data: Any) -> int:
        """Refuse whatever is not a JSON integer."""
        if type(data) is not int:
            self.fail("not_whole", value=repr(data)[:40])
        return super().to_internal_value(data)


class MoneyField(serializers.Serializer):
    """`{"amount": 250000, "currency": "usd"}` in an answer."""

    amount = serializers.IntegerField(help_text="Minor units.")
    currency = serializers.CharField(help_text="ISO 4217, lower case.")


class StrictSerializer(serializers.Serializer):
    """A request's body: a field that it does not know is refused by name, so that a misspelt one is never ignored.

    A number where a text belongs is refused too, instead of being taken as its digits.
    """

    def to_internal_value(self, data: Any) -> Any:
        """Name unknown fields and the known ones, and numbers that should be texts."""
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            known = ", ".join(name for name, field in self.fields.items() if not field.read_only)
            raise serializers.ValidationError({name: [f"Unknown field. Known: {known}."] for name in sorted(unknown)})
        if numbers := [str(name) for name in self.fields if self._is_number_for_text(name, data)]:
            raise serializers.ValidationError(
                {name: [f"{data[name]!r} is a number; write a text, in quotes."] for name in numbers}
            )
        return super().to_internal_value(data)

    def _is_number_for_text(self, name: Any, data: Any) -> bool:
        is_text = isinstance(self.fields[name], serializers.CharField)
        return is_text and isinstance(data, dict) and type(data.get(name)) in (int, float)
