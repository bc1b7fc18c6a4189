"""Amounts and strictness in requests: what every API of this house shares, so that no room is laxer than another."""

from typing import Any

from rest_framework import serializers

# Below 2^53, so that every client's JSON reads it exactly; far above any prize.
LARGEST_AMOUNT = 1_000_000_000_000


TEXTS = (serializers.CharField, serializers.UUIDField)  # the framework would take 5 for "5", and for the id 0...05


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
        given = data if isinstance(data, dict) else {}
        wrong = {str(name): _number_in(field, given.get(name)) for name, field in self.fields.items()}
        if numbers := {name: number for name, number in wrong.items() if number is not None}:
            raise serializers.ValidationError(
                {name: [f"{number!r} is a number; write a text, in quotes."] for name, number in numbers.items()}
            )
        return super().to_internal_value(data)


def _number_in(field: Any, given: Any) -> int | float | None:
    """The first number where this field has a text, an id or a list of such; rows in a list see to themselves."""
    if isinstance(field, serializers.ListField) and isinstance(given, list):
        return next((one for one in given if _number_in(field.child, one) is not None), None)
    return given if isinstance(field, TEXTS) and type(given) in (int, float) else None
