"""Blank Stripe objects, complete in every field the contract requires."""

import copy
import json
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _blank(name: str) -> dict[str, Any]:
    blank: dict[str, Any] = json.loads((Path(__file__).parent / f"{name}.json").read_text())
    return blank


def fresh(name: str, **facts: Any) -> dict[str, Any]:
    """A new object of that name with these fields set."""
    return {**copy.deepcopy(_blank(name)), **facts}
