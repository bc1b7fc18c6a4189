"""Strings of a form become the values that the contract asks for, or Stripe's parameter errors."""

import re
from typing import Any

from jsonschema import ValidationError
from jsonschema.exceptions import best_match

from payments.simulator import contract
from payments.simulator.errors import StripeRefusal, missing_param, unknown_param
from payments.simulator.forms import bracketed

INTEGER = re.compile(r"^-?\d{1,18}$")  # what 64 bits hold
NUMBER = re.compile(r"^-?\d{1,18}(\.\d+)?$")


def accept(operation: str, tree: dict[str, Any]) -> dict[str, Any]:
    """The operation's parameters, typed; raises StripeRefusal for what Stripe would refuse."""
    given: dict[str, Any] = _typed(contract.params(operation), tree)
    error = best_match(contract.checker("params", operation).iter_errors(given))
    if error is not None:
        raise _refusal(error)
    return given


def _alternatives(schema: dict[str, Any]) -> list[dict[str, Any]]:
    schema = contract.deref(schema)
    if "anyOf" not in schema:
        return [schema]
    return [leaf for branch in schema["anyOf"] for leaf in _alternatives(branch)]


def _typed(schema: dict[str, Any], value: Any) -> Any:
    alternatives = _alternatives(schema)
    if isinstance(value, str):
        return _scalar({kind for leaf in alternatives for kind in _kinds(leaf)}, value)
    arrays = [leaf for leaf in alternatives if leaf.get("type") == "array"]
    if arrays and all(key.isdigit() for key in value):
        return [_typed(arrays[0].get("items", {}), value[key]) for key in sorted(value, key=int)]
    return _object(alternatives, value)


def _kinds(leaf: dict[str, Any]) -> list[str]:
    kinds = leaf.get("type", "string" if "enum" in leaf and leaf["enum"] != [""] else [])
    return kinds if isinstance(kinds, list) else [kinds]


def _scalar(kinds: set[str], value: str) -> Any:
    if "string" in kinds:
        return value
    if "boolean" in kinds and value in {"true", "false"}:
        return value == "true"
    if "integer" in kinds and INTEGER.match(value):
        return int(value)
    if "number" in kinds and NUMBER.match(value):
        return float(value) if "." in value else int(value)
    return value


def _object(alternatives: list[dict[str, Any]], value: dict[str, Any]) -> dict[str, Any]:
    objects = [leaf for leaf in alternatives if leaf.get("type") == "object" or "properties" in leaf]
    fitting = [leaf for leaf in objects if set(value) <= set(leaf.get("properties", {}))]
    schema = (fitting or objects or [{}])[0]
    known = schema.get("properties", {})
    rest = schema.get("additionalProperties") or {}
    return {key: _typed(known.get(key, rest), item) for key, item in value.items()}


def _refusal(error: ValidationError) -> StripeRefusal:
    path = list(error.absolute_path)
    rule: Any = error.validator_value
    given: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "required":
            absent = next(name for name in rule if name not in given)
            return missing_param(bracketed([*path, absent]))
        case "additionalProperties":
            extra = next(name for name in given if name not in schema.get("properties", {}))
            return unknown_param(bracketed([*path, extra]))
        case "enum":
            allowed = ", ".join(str(value) for value in rule)
            return StripeRefusal(f"Invalid {bracketed(path)}: must be one of {allowed}", param=bracketed(path))
        case _:
            return _mistyped(error, bracketed(path))


def _mistyped(error: ValidationError, param: str) -> StripeRefusal:
    if error.instance == "":
        message = (
            f"You passed an empty string for '{param}'. We assume empty values are an attempt to unset a parameter."
        )
        return StripeRefusal(message, code="parameter_invalid_empty", param=param)
    wanted = error.validator_value if isinstance(error.validator_value, str) else "value"
    code = "parameter_invalid_integer" if wanted == "integer" else None
    return StripeRefusal(f"Invalid {wanted}: {error.instance}", code=code, param=param)
