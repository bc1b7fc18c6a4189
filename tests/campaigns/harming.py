"""Does harm to a crew of relays and workers, at random but from a seed; a new process takes each dead one's place."""

import os
import random
import signal
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from threading import Timer

import redis
from django.db import connection

from tests.campaigns.options import IS_CAMPAIGN
from tests.workers.crew import Crew, let_leases_lapse
from workers.clock import real_now
from workers.delivery import OUTSIDE_LEASE_SECONDS
from workers.models import ProcessBeat
from workers.schedule import LEADER_LOCK

CREW = ["relay", "relay", "worker", "worker"]
FAULTS = ["kill", "kill", "kill", "pause", "two_leaders", "flush", "lose_redis", "cut_sessions"]
CUT = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.5 AND application_name <> 'emitter'
"""
PAUSE_SECONDS = OUTSIDE_LEASE_SECONDS if IS_CAMPAIGN else 0
UNSEAT = f"""
SELECT count(pg_terminate_backend(pid)) FROM pg_locks
WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32) + objid::bigint = {LEADER_LOCK}
"""


@dataclass(frozen=True, slots=True)
class Fault:
    """What was done, and when by the database's clock."""

    kind: str
    at: datetime


class Harm:
    """One crew under fire."""

    def __init__(self, crew: Crew, luck: random.Random) -> None:
        self.crew, self.luck = crew, luck
        self.places = [crew.start(command) for command in CREW]
        self.done: list[Fault] = []
        self.sleepers: list[Timer] = []

    def strike(self) -> None:
        """One fault."""
        kind = self.luck.choice(FAULTS)
        self.done.append(Fault(kind, real_now()))
        getattr(self, kind)()

    def by_kind(self) -> dict[str, int]:
        return dict(Counter(fault.kind for fault in self.done))

    def end(self) -> None:
        """Let whoever was frozen go on, at its time."""
        for sleeper in self.sleepers:
            sleeper.join()

    def kill(self) -> None:
        """SIGKILL to a worker or a relay; a supervisor starts another."""
        place = self.luck.randrange(len(CREW))
        self.crew.kill(self.places[place])
        self.places[place] = self.crew.start(CREW[place])

    def strike_at_last(self) -> None:
        """Every worker is killed, and every wake-up forgotten."""
        self.done.append(Fault("last_blow", real_now()))
        for place in [place for place, command in enumerate(CREW) if command == "worker"]:
            self.crew.kill(self.places[place])
            self.places[place] = self.crew.start("worker")
        self.flush()

    def pause(self) -> None:
        """Freeze one for longer than its leases last, while all else goes on; then it wakes, and knows nothing of it.

        Among the tests its leases are made to lapse instead of waited for.
        """
        self._freeze(self.luck.choice(self.places), PAUSE_SECONDS + self.luck.uniform(0.5, 3))
        if not IS_CAMPAIGN:
            let_leases_lapse()

    def two_leaders(self) -> None:
        """Freeze the leader of the schedule and end its session, so that another leads; then it goes on, and leads."""
        leader = ProcessBeat.objects.filter(kind="schedule").order_by("-beat_at").values_list("pid", flat=True).first()
        for place in self.places:
            if place.pid == leader:
                self._freeze(place, self.luck.uniform(1.5, 3))
        with connection.cursor() as cursor:
            cursor.execute(UNSEAT)

    def flush(self) -> None:
        """Forget every wake-up."""
        redis.Redis.from_url(self.crew.valkey.url).flushall()

    def lose_redis(self) -> None:
        """Kill Redis, and start it again after a while."""
        os.kill(self.crew.valkey.pid() or 0, signal.SIGKILL)
        time.sleep(self.luck.uniform(0.1, 2))
        self.crew.valkey.start()

    def cut_sessions(self) -> None:
        """Cut half of the database's sessions, whatever they are in the middle of."""
        with connection.cursor() as cursor:
            cursor.execute(CUT)

    def _freeze(self, process: ForkServerProcess, seconds: float) -> None:
        """Thaw is harmless to one that was killed meanwhile: it is not reaped before its place is filled."""
        os.kill(process.pid or 0, signal.SIGSTOP)
        self.sleepers.append(Timer(seconds, _thaw, [process]))
        self.sleepers[-1].start()


def _thaw(process: ForkServerProcess) -> None:
    if process.is_alive():
        os.kill(process.pid or 0, signal.SIGCONT)
