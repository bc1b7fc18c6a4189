"""What a run of the tests leaves behind when it is killed ends with the next one."""

import os
import subprocess
import sys
from threading import Timer
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from config.local.valkey import Valkey
from tests.servers import PREFIX, clone_template, end_abandoned


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


def address(role: str, database: str) -> str:
    template = urlsplit(os.environ["LAUREL_TEST_TEMPLATE_URL"])
    place = f"{role}:{template.password}@{template.hostname}:{template.port}"
    return urlunsplit(template._replace(netloc=place, path=f"/{database}"))


def test_a_database_is_cloned_anew_though_the_server_s_own_housekeeping_is_in_the_old_one():
    name = f"laurel_kept_{os.getpid()}"
    clone_template(name)
    housekeeping = psycopg.connect(address("postgres", name))
    Timer(0.5, housekeeping.close).start()
    clone_template(name)
    with psycopg.connect(address("laurel", "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name}")
