"""JSON lines of strangers: what PostgreSQL or a report could not hold is taken out at the door."""

import json
from typing import Any


def read_object(text: str) -> dict[str, Any]:
    """The JSON object on one line, without NULs and lone surrogates. Raises ValueError with the reason."""
    try:
        read = json.loads(text)
        plain = json.dumps(read, ensure_ascii=False).encode("utf-8", "replace").decode().replace("\\u0000", "")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(read, dict):
        raise ValueError("not a JSON object")
    clean: dict[str, Any] = json.loads(plain)
    return clean
