"""A child is started again when it dies, and what a killed supervisor left is ended; never a stranger."""

import signal
import subprocess
import sys
import time

from config.local import record
from config.local.children import Child
from config.local.processes import birth_of, is_alive, kill_group, pid_in, waited

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


def started(command=SLEEP) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, start_new_session=True)


def test_a_child_that_was_killed_is_started_again_at_once():
    child = Child("sleeper", started)
    child.start()
    first = child.pid
    child.process.send_signal(signal.SIGKILL)
    child.process.wait()
    assert child.watch() == "sleeper was killed (SIGKILL); starting it again"
    child.watch()
    assert child.pid not in {None, first}
    child.finish()


def test_a_child_that_dies_again_and_again_is_given_pauses():
    child = Child("dying", lambda: started(["false"]))
    news = []
    end = time.monotonic() + 30
    while len(news) < 4 and time.monotonic() < end:
        news += filter(None, [child.watch()])
    assert [line.rpartition(" in ")[2] for line in news[1:]] == ["0.2 s", "0.4 s", "0.8 s"]


def test_with_a_child_end_the_children_it_started():
    grandchild = "import subprocess, sys; print(subprocess.Popen(['sleep', '600']).pid, flush=True); input()"
    parent = subprocess.Popen(
        [sys.executable, "-c", grandchild], stdout=subprocess.PIPE, stdin=subprocess.PIPE, start_new_session=True
    )
    pid = int(parent.stdout.readline())
    Child("parent", started, process=parent).finish()
    assert waited(lambda: not is_alive(pid), 10)


def test_a_process_is_told_from_a_later_one_with_its_id():
    one, other = started(), started()
    assert birth_of(one.pid)
    assert birth_of(one.pid) == birth_of(one.pid)
    kill_group(one.pid)
    waited(lambda: birth_of(one.pid).startswith("Z"), 10)
    assert not is_alive(one.pid)
    assert is_alive(other.pid)
    kill_group(other.pid)
    other.wait()


def test_orphans_are_ended_and_strangers_are_not(tmp_path):
    orphan, stranger = started(), started()
    variables = dict.fromkeys(["STRIPE_SECRET_KEY", "DATABASE_URL", "REDIS_URL"], "")
    record.write_stack(tmp_path, "http://web", variables, {"web": orphan.pid, "relay": stranger.pid})
    file = tmp_path / "processes.json"
    file.write_text(file.read_text().replace(f'"{birth_of(stranger.pid)}"]}}}}', '"another birth"]}}'))
    assert record.end_orphans(tmp_path) == ["web"]
    assert not is_alive(orphan.pid)
    assert is_alive(stranger.pid)
    assert record.stack(tmp_path) == {}
    kill_group(stranger.pid)
    stranger.wait()


def test_another_checkouts_processes_are_not_ours(tmp_path):
    theirs = started()
    variables = dict.fromkeys(["STRIPE_SECRET_KEY", "DATABASE_URL", "REDIS_URL"], "")
    record.write_stack(tmp_path, "http://web", variables, {"web": theirs.pid})
    file = tmp_path / "processes.json"
    file.write_text(file.read_text().replace('"checkout": "', '"checkout": "/another'))
    assert record.end_orphans(tmp_path) == []
    assert is_alive(theirs.pid)
    kill_group(theirs.pid)
    theirs.wait()


def test_a_pid_file_of_a_dead_process_says_nothing(tmp_path):
    file = tmp_path / "pid"
    file.write_text("999999999\n")
    assert pid_in(file) is None
    assert pid_in(tmp_path / "missing") is None
