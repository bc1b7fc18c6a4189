"""The local stack, really started: it serves, keeps itself alive, and leaves nothing behind.

It is the demo's, when nobody else needs it any more: what is done to it here is its end.
"""

import os
import signal
import stat
import sys

import psycopg
import pytest
import redis

pytestmark = [
    pytest.mark.xdist_group("demo"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for left-over processes in /proc"),
]
PARTS = ["web", "relay", "worker", "simulator", "postgres", "valkey"]


@pytest.fixture
def stack(demo_stack):
    """The stack, running and ready, whatever the test before did to it."""
    if not demo_stack.is_up():
        demo_stack.start()
    demo_stack.wait_until(demo_stack.is_ready, 60)
    return demo_stack


def test_it_says_where_everything_is(stack):
    told = stack.described()
    assert set(told) == {"web", "simulator", "stripe_secret_key", "database_url", "redis_url", "pids"}
    assert told["web"] == f"http://127.0.0.1:{stack.environment['PORT']}"
    assert set(told["pids"]) == set(PARTS)
    with psycopg.connect(told["database_url"]) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("laurel",)
    with redis.Redis.from_url(told["redis_url"]) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_secrets_are_for_its_owner_alone(stack):
    for name in ("environment", "secrets.json", "stack.json"):
        assert stat.S_IMODE((stack.state / name).stat().st_mode) == 0o600


def test_a_second_start_says_that_one_is_running(stack):
    second = stack.up()
    assert second.returncode != 0
    assert f"running already, at {stack.described()['web']}" in second.stdout
    assert stack.is_ready()


@pytest.mark.parametrize("name", PARTS)
def test_what_is_killed_is_started_again(stack, name):
    killed = stack.described()["pids"][name]
    os.kill(killed, signal.SIGKILL)
    stack.wait_until(lambda: stack.described()["pids"].get(name, killed) != killed, 30)
    stack.wait_until(stack.is_ready, 60)


def test_after_a_killed_supervisor_the_next_start_ends_its_orphans(stack):
    before = stack.described()["pids"]
    stack.kill_supervisor()
    stack.environment["DEMO"] = "0"  # nor does it need the demo to begin with
    stack.start()
    assert "Ended what a killed supervisor had left running" in stack.said()
    assert not set(before.values()) & set(stack.processes())
    assert set(stack.described()["pids"]) == set(PARTS)


def test_ctrl_c_leaves_no_process(stack):
    stack.interrupt()
    assert stack.process.returncode == 0
    assert stack.processes() == []
    assert not (stack.state / "stack.json").exists()
