"""Stripe's form encoding: `a[b][0][c]=x` and `a[]=x` become nested dicts, whose digit keys are list positions."""

import re
from typing import Any
from urllib.parse import parse_qsl

from payments.simulator.errors import StripeRefusal

KEY = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")


def decode(encoded: str) -> dict[str, Any]:
    """The tree of a form or query string; leaves are strings."""
    tree: dict[str, Any] = {}
    for key, value in parse_qsl(encoded, keep_blank_values=True):
        _put(tree, _path(key), value, key)
    return tree


def _path(key: str) -> list[str]:
    match = KEY.match(key)
    if not match:
        raise StripeRefusal(f"Invalid parameter name: {key}", param=key)
    return [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]


def _put(tree: dict[str, Any], path: list[str], value: str, key: str) -> None:
    for step in path[:-1]:
        tree = tree.setdefault(step or str(len(tree)), {})
        if not isinstance(tree, dict):
            raise StripeRefusal(f"Invalid parameter: {key} is both a value and an object", param=key)
    tree[path[-1] or str(len(tree))] = value


def bracketed(path: list[Any]) -> str:
    """`["line_items", 0, "price"]` as Stripe writes it in `param`: `line_items[0][price]`."""
    if not path:
        return ""
    return str(path[0]) + "".join(f"[{step}]" for step in path[1:])
