"""E1 to E3 and C1 under chaos: events flow while workers, relays, Redis and database sessions die at random.

The short slice runs with all tests; the campaign is the same with more of it, and the seed that it printed repeats it:
CHAOS_EVENTS=10000 CHAOS_FAULTS=300 CHAOS_SEED=7 python -m pytest tests/workers/test_chaos.py -s
"""

import os
import random
import signal
import time
from collections import Counter
from threading import Event as Signal
from threading import Thread

import redis
from django.db import connection, transaction

from tests.workers import toys
from tests.workers.crew import Crew, wait_until
from workers.events import emit
from workers.models import Event

EVENTS = int(os.environ.get("CHAOS_EVENTS", "200"))
FAULTS = int(os.environ.get("CHAOS_FAULTS", "6"))
SEED = int(os.environ.get("CHAOS_SEED") or random.randrange(1_000_000))
CREW = ["relay", "relay", "worker", "worker"]


class Chaos:
    """Does harm at random, and puts a new process in the place of each dead one."""

    def __init__(self, crew: Crew, luck: random.Random) -> None:
        self.crew, self.luck = crew, luck
        self.places = [crew.start(command) for command in CREW]
        self.done: Counter[str] = Counter()

    def strike(self) -> None:
        """One fault."""
        fault = self.luck.choice([self.kill, self.kill, self.kill, self.flush, self.lose_redis, self.cut_sessions])
        self.done[fault.__name__] += 1
        fault()

    def kill(self) -> None:
        """Kill a worker or a relay without warning; a supervisor starts another."""
        place = self.luck.randrange(len(CREW))
        self.crew.kill(self.places[place])
        self.places[place] = self.crew.start(CREW[place])

    def flush(self) -> None:
        """Forget every wake-up."""
        redis.Redis.from_url(self.crew.valkey.url).flushall()

    def lose_redis(self) -> None:
        """Kill Redis, and start it again after a while."""
        os.kill(self.crew.valkey.pid(), signal.SIGKILL)
        time.sleep(self.luck.uniform(0.1, 2))
        self.crew.valkey.start()

    def cut_sessions(self) -> None:
        """Cut half of the database's sessions, whatever they are in the middle of."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND random() < 0.5 AND application_name <> 'emitter'"
            )


def emit_steadily(sponsor, finished: Signal) -> None:
    """Commit events one by one, some of them under a rollback, until all are there."""
    with connection.cursor() as cursor:
        cursor.execute("SET application_name = 'emitter'")
    luck = random.Random(SEED)
    for _ in range(EVENTS):
        with transaction.atomic():
            toys.make(sponsor)
        if luck.random() < 0.1:
            with transaction.atomic():
                emit("toy.made", subject=sponsor, payload={"undone": True})
                transaction.set_rollback(True)
        time.sleep(luck.uniform(0, 2 * FAULTS / EVENTS))
    connection.close()
    finished.set()


def test_whatever_dies_each_event_has_its_effect_once(crew, committed_sponsor):
    print(f"CHAOS_EVENTS={EVENTS} CHAOS_FAULTS={FAULTS} CHAOS_SEED={SEED}")
    chaos, finished = Chaos(crew, random.Random(SEED)), Signal()
    crew.wait_for_beats("relay", "worker")
    Thread(target=emit_steadily, args=[committed_sponsor, finished]).start()
    for _ in range(FAULTS):
        chaos.strike()
        time.sleep(chaos.luck.uniform(0.2, 1))
    assert finished.wait(600)
    last = time.monotonic()
    wait_until(lambda: not toys.owed().waiting().exists(), seconds=60)
    print(f"{dict(chaos.done)}; drained {time.monotonic() - last:.1f} s after the last fault and the last event")
    look_at_the_effects()


def look_at_the_effects() -> None:
    """Each event once in the database, at least once outside, and every delivery accounted for."""
    told = set(Event.objects.filter(name__startswith="toy.").values_list("pk", flat=True))
    counted, sent = Counter(toys.effects("counted")), Counter(toys.effects("sent"))
    assert len(told) == EVENTS
    assert counted == Counter(told), "lost or doubled"
    assert set(sent) == told, "lost outside"
    assert toys.owed().done().count() == 2 * EVENTS
    assert toys.owed().dead().count() == 0
    print(f"{len(told)} events: 0 lost, 0 doubled; outside {sent.total() - len(sent)} repeated under their keys")
