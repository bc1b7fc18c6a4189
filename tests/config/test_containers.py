"""The containers' description is valid, and each service's command runs: here without Docker, on the tests' servers.

`compose_spec.json` is the schema of the Compose file format as docker-compose 1.29.2 carries it (Apache-2.0).
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import jsonschema
import psycopg
import pytest
import yaml

from config.local.ports import free_port
from config.local.processes import kill_group

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SECRET = "Zk3v9QxS8mW2rT6yB1nL4pD7cF0hJ5gUaEiOqVwXzMtRsNuYdKb"


def interpolated(text: str, variables: dict[str, str]) -> str:
    """`${NAME:-default}` as Compose reads it."""
    return re.sub(r"\$\{(\w+):-([^}]*)\}", lambda match: variables.get(match[1]) or match[2], text)


@pytest.fixture
def run(tmp_path, committed_db):
    """Starts a service's command with its environment, and ends it; what it commits goes with it."""
    running = []

    def start(service: str, **variables: str) -> subprocess.Popen[bytes]:
        described = COMPOSE["services"][service]
        environment = {
            name: interpolated(value, variables) for name, value in described.get("environment", {}).items()
        } | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "LAUREL_STATE": "/nonexistent"}
        if "DATABASE_URL" in environment:
            environment |= {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
        command = [interpolated(part, variables) for part in described["command"]]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)
        running.append(process)
        return process

    yield start
    for process in running:
        kill_group(process.pid)
        process.wait()


def test_the_compose_file_fits_the_format():
    schema = json.loads((Path(__file__).parent / "compose_spec.json").read_text())
    jsonschema.Draft201909Validator(schema).validate(COMPOSE)


@pytest.mark.skipif(not shutil.which("docker-compose"), reason="docker-compose is not installed")
def test_docker_compose_accepts_the_compose_file():
    checked = subprocess.run(["docker-compose", "config", "-q"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_every_service_is_run_here_or_is_someone_elses_server():
    assert set(COMPOSE["services"]) == {"web", "relay", "worker", "migrate", "simulator", "postgres", "valkey"}


def test_the_web_answers_in_production_settings_and_ends(run):
    port = free_port()
    web = run("web", SECRET_KEY=SECRET, STRIPE_SECRET_KEY="sk_test_laurel", BIND=f"127.0.0.1:{port}")
    answer = wait_for(web, lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5))
    assert answer.status == 200
    assert ended(web)


@pytest.mark.parametrize("service", ["relay", "worker"])
def test_the_service_stays_up_and_ends(run, service):
    process = run(service, SECRET_KEY=SECRET, STRIPE_SECRET_KEY="sk_test_laurel")
    wait_for(process, lambda: heartbeat(process.pid))
    assert ended(process)


def test_migrating_ends_well(run):
    assert run("migrate", SECRET_KEY=SECRET, STRIPE_SECRET_KEY="sk_test_laurel").wait(timeout=60) == 0


def test_the_simulator_answers_and_ends(run, tmp_path):
    port = free_port()
    simulator = run(
        "simulator", SIMULATOR_PORT=str(port), SIMULATOR_CONTROL_PORT="0", SIMULATOR_STATE=str(tmp_path / "sqlite3"),
        SIMULATOR_HOST="127.0.0.1",
    )  # fmt: skip
    answer = wait_for(simulator, lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5))
    assert answer.status == 200
    assert ended(simulator)


def heartbeat(pid: int) -> None:
    """The process's sign of life in the database; OSError while there is none yet."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        if not connection.execute("DELETE FROM workers_processbeat WHERE pid = %s RETURNING pid", [pid]).fetchall():
            raise OSError


def wait_for(process: subprocess.Popen[bytes], ask, seconds: float = 60):
    end = time.monotonic() + seconds
    while True:
        try:
            return ask()
        except OSError:
            assert process.poll() is None, "it ended instead of answering"
            assert time.monotonic() < end, "it did not answer in time"
            time.sleep(0.1)


def ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether SIGTERM ends it in good order."""
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=40) in {0, -signal.SIGTERM}
