"""`manage.py relay` in this very process: it ends when it is told to, and leaves no tick half done."""

import os
import signal
from threading import Event, Thread

import pytest
from django.core.management import call_command
from django.db import connection

from tests.workers.crew import count, wait_until
from workers import schedule
from workers.models import ProcessBeat
from workers.registry import Tick

RELAYS = """SELECT count(*) FROM pg_stat_activity
    WHERE application_name = 'laurel relay' AND datname = current_database()"""


@pytest.fixture
def own_signals():
    """What the command does at a signal is undone at the end."""
    before = {sign: signal.getsignal(sign) for sign in (signal.SIGTERM, signal.SIGINT)}
    yield
    for sign, handler in before.items():
        signal.signal(sign, handler)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_relay_that_is_told_to_end_relays_no_more_and_ends_its_ticks(broker, own_signals, monkeypatch, sign):
    begun, let_go, ended = Event(), Event(), []

    def dawdle():
        begun.set()
        assert let_go.wait(20)
        ended.append(1)

    def tell():
        assert begun.wait(10)
        wait_until(ProcessBeat.objects.filter(kind="relay").exists, seconds=10)
        assert count(RELAYS) == 1
        os.kill(os.getpid(), sign)
        wait_until(lambda: count(RELAYS) == 0, seconds=10)
        Event().wait(0.1)
        connection.close()
        let_go.set()

    slow = Tick("toys.slow", dawdle, 60)
    monkeypatch.setattr(schedule, "ticks", {slow.name: slow})
    telling = Thread(target=tell)
    telling.start()
    call_command("relay")
    assert connection.connection is None  # none of the pool's sessions is kept by a thread that asks nothing
    assert ended == [1]
    telling.join()
