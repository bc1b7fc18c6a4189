"""Stripe's contract: what it takes, what it answers, what its events carry; both directions are held to it."""

import json
import lzma
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from payments.simulator.errors import ContractBreach


def _known_values(validator: Any, known: list[str], instance: Any, schema: Any) -> Iterator[ValidationError]:
    """Stripe may add values to its open enums; a simulator may not."""
    if isinstance(instance, str) and instance not in known:
        yield ValidationError(f"{instance!r} is not one of {known}")


Checker = validators.extend(Draft202012Validator, {"x-known-values": _known_values})


@cache
def text() -> dict[str, Any]:
    """The whole contract: the part made from Stripe's declarations, and what was written after them by hand."""
    here = Path(__file__).parent
    contract: dict[str, Any] = json.loads(lzma.decompress((here / "contract.json.xz").read_bytes()))
    for part, more in json.loads((here / "contract_more.json").read_text()).items():
        contract[part] |= more
    return contract


def version() -> str:
    """The API version that the contract describes, and the only one spoken here."""
    return str(text()["info"]["api_version"])


def deref(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema that a `$ref` stands for."""
    while "$ref" in schema:
        schema = text()["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    return schema


def params(operation: str) -> dict[str, Any]:
    """The schema of an operation's parameters, closed."""
    return deref(text()["operations"][operation]["params"])


@cache
def checker(part: str, name: str) -> Any:
    """The compiled validator of an operation's `params` or `response`, or of an `event`'s object."""
    schema = {"$ref": f"#/$defs/{text()['event_types'][name]}"} if part == "event" else text()["operations"][name][part]
    return Checker({**schema, "$defs": text()["$defs"]})


def hold(part: str, name: str, instance: Any) -> None:
    """Raise ContractBreach unless the instance is what Stripe would have sent there."""
    errors = sorted(checker(part, name).iter_errors(instance), key=lambda error: len(error.path))
    if errors:
        told = "; ".join(f"{list(error.path)}: {error.message[:200]}" for error in errors[:5])
        raise ContractBreach(f"{part} of {name} breaks the contract: {told}")
