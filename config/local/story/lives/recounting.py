"""A life's signed result, recomputed as a stranger would: from two files, by another process, without a database."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import requests

from config.local.story.actors import TIMEOUT_SECONDS, StoryFailed

PROJECT = Path(__file__).resolve().parents[4]
RECOUNT_SECONDS = 60


def published_keys(web: str) -> dict[str, Any]:
    """The keys that the platform says are its own."""
    answer = requests.get(f"{web}/.well-known/laurel-keys.json", timeout=TIMEOUT_SECONDS)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found


def require_verified(bundle: dict[str, Any], keys: dict[str, Any]) -> None:
    """Everything that the result says follows from what it says, and one of these keys signed it."""
    with TemporaryDirectory() as folder:
        result, trusted = Path(folder, "result.json"), Path(folder, "laurel-keys.json")
        result.write_text(json.dumps(bundle))
        trusted.write_text(json.dumps(keys))
        verify = [sys.executable, "-m", "bounties.judging.verify", str(result), "--key", str(trusted)]
        done = subprocess.run(
            verify, cwd=PROJECT, env={}, check=False, capture_output=True, text=True, timeout=RECOUNT_SECONDS
        )
    if done.returncode:
        raise StoryFailed(f"The signed result does not verify:\n{done.stdout}{done.stderr}")
