"""The stack that the story is played on: the one that runs, or one started for it and stopped after it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis
import requests

from config.local.story.actors import StoryFailed
from config.local.story.telling import Telling, wait_for

START_SECONDS = 90
STOP_SECONDS = 35


@contextmanager
def stage(project: Path, state: Path, telling: Telling) -> Iterator[dict[str, Any]]:
    """The running stack's description (`stack.json`); without one, a stack is started and stopped again."""
    if running := ready_stack(state):
        telling.say(f"The stack at {running['web']} is running; the story is played there.\n")
        yield running
        return
    telling.say("No stack is running here: starting one for the story.")
    up = subprocess.Popen([sys.executable, "manage.py", "up"], cwd=project, start_new_session=True)
    try:
        yield wait_for(lambda: ready_stack(state), until=bool, what="the stack to be ready", seconds=START_SECONDS)
    finally:
        os.killpg(up.pid, signal.SIGINT)
        up.wait(timeout=STOP_SECONDS)


def ready_stack(state: Path) -> dict[str, Any] | None:
    """What `stack.json` says, if that stack answers that it is ready."""
    try:
        described: dict[str, Any] = json.loads((state / "stack.json").read_text())
        answer = requests.get(f"{described['web']}/readyz", timeout=2)
    except (OSError, ValueError):  # requests' errors are OSErrors
        return None
    return described if answer.ok else None


def make_trouble(state: Path, telling: Telling) -> None:
    """Kill worker and relay without warning and empty Valkey: nothing may be lost."""
    described = json.loads((state / "stack.json").read_text())
    with telling.step("trouble", "kill -9 of worker and relay, FLUSHALL on Valkey"):
        for name in ("worker", "relay"):
            os.kill(described["pids"][name], signal.SIGKILL)
        with redis.Redis.from_url(described["redis_url"]) as client:
            client.flushall()
        time.sleep(0.2)
    if ready_stack(state) is None and not (state / "stack.json").exists():
        raise StoryFailed("The stack went down with its worker; the supervisor should have started it again.")
