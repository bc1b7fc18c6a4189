"""Real public data, found through LAUREL_DATA; none of it is part of the project."""

import json
import os
from pathlib import Path
from typing import Any

import pytest


def public_data(folder: str) -> Path:
    """A folder of the public data. Where LAUREL_DATA is not set the test is skipped and says so; CI never skips."""
    root = os.environ.get("LAUREL_DATA")
    if not root:
        assert not os.environ.get("CI"), "LAUREL_DATA is not set in CI: the tests with real data would be skipped."
        pytest.skip("needs the public data that LAUREL_DATA names")
    return Path(root) / folder


def json_lines(file: Path) -> list[dict[str, Any]]:
    """Every object of a JSON-lines file."""
    return [json.loads(line) for line in file.read_text().splitlines()]
