"""What a run of the tests leaves behind when it is killed ends with the next one."""

import os
import subprocess
import sys

import pytest

from config.local.valkey import Valkey
from tests.servers import PREFIX, end_abandoned


@pytest.fixture
def run_of(tmp_path):
    """The folder of a run with a server in it, as if this process had begun it."""

    def made(name: str, pid: int) -> Valkey:
        folder = tmp_path / f"{PREFIX}{name}"
        valkey = Valkey(folder / "valkey")
        server = valkey.start()
        (folder / "pid").write_text(str(pid))
        started.append(server)
        return valkey

    started: list[subprocess.Popen[bytes]] = []
    yield made
    for server in started:
        server.kill()
        server.wait()


def test_the_servers_of_a_killed_run_end_and_those_of_a_living_one_stay(tmp_path, run_of):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, living = run_of("dead", ended.pid), run_of("living", os.getpid())
    end_abandoned(str(tmp_path))
    assert not dead.answers()
    assert living.answers()
    assert [folder.name for folder in tmp_path.iterdir()] == [f"{PREFIX}living"]


def test_a_folder_that_names_nobody_yet_is_left_alone(tmp_path):
    begun = tmp_path / f"{PREFIX}begun"
    begun.mkdir()
    end_abandoned(str(tmp_path))
    assert begun.is_dir()
