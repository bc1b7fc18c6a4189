"""`manage.py replay_contests` as people run it: in a world of its own, killed, and run again."""

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.config.local.replay.conftest import CONTESTS, LINES
from tests.servers import make_migrated, quick_folder

ROOT = Path(__file__).parents[4]
OURS = ("DATABASE_URL", "REDIS_URL", "CACHE_URL", "STRIPE_SECRET_KEY", "STRIPE_API_BASE", "DJANGO_SETTINGS_MODULE")

Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder that the database's user can enter, with the replay's database made and migrated."""
    with tempfile.TemporaryDirectory(prefix="laurel-replay-", dir=quick_folder()) as folder:
        Path(folder).chmod(0o755)
        make_migrated(Path(folder) / "replay" / "postgres")
        yield Path(folder)


@pytest.fixture
def run(state: Path) -> Run:
    """Start the command: `run(contests, awards, "--limit", "2")`."""

    def run(contests: Path, awards: Path, *options: str) -> "subprocess.Popen[str]":
        environment = {name: value for name, value in os.environ.items() if name not in OURS}
        files = ["--contests", str(contests), "--awards", str(awards)]
        return subprocess.Popen(
            [sys.executable, "manage.py", "replay_contests", *files, *options],
            cwd=ROOT, env={**environment, "LAUREL_LOCAL": "1", "LAUREL_STATE": str(state)},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    return run


def processes_of(state: Path) -> dict[str, int]:
    try:
        told: dict[str, Any] = json.loads((state / "replay" / "stack.json").read_text())
    except (OSError, ValueError):
        return {}
    return told["pids"]


def report_of(file: Path) -> list[tuple[Any, ...]]:
    return [tuple(json.loads(line).values()) for line in file.read_text().splitlines()]


def test_a_replay_that_was_killed_with_its_world_ends_as_if_it_had_not_been(run, files, state, tmp_path):
    report = tmp_path / "report.jsonl"
    killed = run(*files(), "--report", str(report))
    while "replay" not in processes_of(state):
        assert killed.poll() is None, killed.communicate()[0]
        time.sleep(0.05)
    time.sleep(2)  # in the midst of it, wherever that is on this machine
    orphans = processes_of(state)
    for pid in (killed.pid, orphans["replay"]):
        os.kill(pid, signal.SIGKILL)
    killed.communicate()

    said = (again := run(*files(), "--report", str(report))).communicate()[0]
    assert again.returncode == 0, said
    assert "7 of 7 contests: difference 0." in said
    assert "2 award rows of contest 9" in said
    assert report_of(report) == LINES
    assert processes_of(state) == {}


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--limit", "0"], '"0" is no number of contests. Give a whole number above 0.'),
        (["--limit", "three"], '"three" is no number of contests'),
        (["--report", "/nowhere/at/all.jsonl"], "no file can be written there"),
        (["--here"], "There is no simulator here"),
        (["--here", "--apart"], "not allowed with"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(files, options, says):
    contests, awards = map(str, files())
    with pytest.raises(CommandError, match=re.escape(says)):
        call_command("replay_contests", "--contests", contests, "--awards", awards, *options)


def test_bad_input_is_refused_before_anything_starts(files, settings, tmp_path):
    settings.STATE_DIR = tmp_path
    contests, awards = map(str, files(CONTESTS + "1,again,,,,,,,,\n"))
    with pytest.raises(CommandError, match="line 9, column contestid") as refusal:
        call_command("replay_contests", "--contests", contests, "--awards", awards)
    assert '"1" comes a second time. Line 2 has it already: keep one of the two.' in str(refusal.value)
