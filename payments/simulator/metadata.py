"""Metadata: at most 50 keys of 40 characters, values of 500; an empty value unsets its key, an empty whole all."""

from typing import Any

from payments.simulator.errors import StripeRefusal


def merged(old: dict[str, str], given: Any) -> dict[str, str]:
    """The metadata after an update with what was given (None: not given)."""
    if given is None:
        return old
    if given == "":
        return {}
    _check(given)
    both = {**old, **{key: str(value) for key, value in given.items()}}
    kept = {key: value for key, value in both.items() if value != ""}
    if len(kept) > 50:
        raise StripeRefusal("Metadata can only have up to 50 keys.", param="metadata")
    return kept


def _check(given: dict[str, Any]) -> None:
    for key, value in given.items():
        if len(key) > 40:
            raise StripeRefusal(
                f"Metadata keys can have up to 40 characters, but you passed in a key that is {len(key)} characters. "
                f"Invalid key: {key}",
                param="metadata",
            )
        if len(str(value)) > 500:
            raise StripeRefusal(
                f"Metadata values can have up to 500 characters, but you passed in a value that is "
                f"{len(str(value))} characters. Invalid value: {value}",
                param=f"metadata[{key}]",
            )
