"""PostgreSQL dies under load, again and again: nothing acknowledged is lost, and all that needs it comes back.

A slice runs with all tests; `make campaign NAME=postgres [ROUNDS=12] [SEED=7]` is the same with more of it.
"""

import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import connection

from bounties.accounts import issuing
from bounties.entries.models import EntryVersion
from config.local.ports import free_port
from config.local.postgres import Postgres
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.campaigns.durable import cut_the_power, durable
from tests.campaigns.house import money_floor_alone
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.outage import Answers, Watcher, Writer
from tests.campaigns.proofs import breaches
from tests.campaigns.reporting import Progress, report
from tests.campaigns.timing import spread
from tests.workers.crew import Crew, count, wait_until
from workers.clock import real_now
from workers.models import Delivery

__all__ = ["durable", "money_floor_alone"]

ROUNDS = length("ROUNDS", campaign=12, among_tests=1)
AWAY_SECONDS = length("AWAY", campaign=20, among_tests=2)  # at most: long enough for a pool that waits ever longer
WRITERS = length("WRITERS", campaign=8, among_tests=4)
SERVING_SECONDS = 10  # the goal of a campaign, from when PostgreSQL answers again; a slice goes by no clock
SEED = seed_of_this_run()
WAYS = [signal.SIGKILL, signal.SIGQUIT]
CREW = ["relay", "relay", "worker"]
BEATS_SINCE = "SELECT count(DISTINCT pid) FROM workers_processbeat WHERE beat_at > '{}'"


@dataclass
class Outages:
    """What was measured after each."""

    ways: Counter[str] = field(default_factory=Counter)
    recovered: list[float] = field(default_factory=list)  # PostgreSQL itself, from its start to its first answer
    serving: list[float] = field(default_factory=list)  # every writer was acknowledged again
    working: list[float] = field(default_factory=list)  # every relay and worker gave a sign of life again


@pytest.fixture
def crew(durable, tmp_path):
    crew = Crew(tmp_path)
    yield crew
    crew.dismiss()


def test_postgresql_dies_and_nothing_acknowledged_is_lost(durable, crew):
    print(f"seed {SEED}")
    luck, progress, found = random.Random(SEED), Progress("postgres", ROUNDS), Outages()
    stop, answers, watched = threading.Event(), Answers(), Answers()
    address = serve(crew)
    writers = [Writer(address, *writer, answers, stop) for writer in people()]
    threads = [threading.Thread(target=writer.write, daemon=True) for writer in writers]
    threads.append(threading.Thread(target=Watcher(address, watched, stop).watch, daemon=True))
    for thread in threads:
        thread.start()
    for number in range(1, ROUNDS + 1):
        time.sleep(luck.uniform(0.5, 3))
        fell(durable, luck, writers, found)
        progress.at(number, acknowledged=sum(len(writer.receipts) for writer in writers))
    stop.set()
    for thread in threads:
        thread.join(60)
    wait_until(lambda: not Delivery.objects.due().exists(), seconds=60)
    figures = {
        "seed": SEED,
        "outages": dict(found.ways),
        "acknowledged": sum(len(writer.receipts) for writer in writers),
        "acknowledged_lost": lost(writers),
        "deliveries_dead": Delivery.objects.dead().count(),
        "faults": answers.faults + watched.faults,
        "answers": dict(answers.seen + watched.seen),
        "seconds_until_postgresql_answered": spread(found.recovered),
        "seconds_until_served_again": spread(found.serving),
        "seconds_until_all_processes_live": spread(found.working),
        "slowest_answer_seconds": round(max(answers.slowest, watched.slowest), 1),
        "self_check": breaches(),
    }
    report("postgres", figures)
    assert [figures[name] for name in ("acknowledged_lost", "deliveries_dead", "faults", "self_check")] == [
        0,
        0,
        [],
        [],
    ]
    assert figures["acknowledged"] >= ROUNDS * WRITERS
    assert figures["answers"].get("livez 200")
    assert not IS_CAMPAIGN or max(found.serving) <= SERVING_SECONDS


def serve(crew: Crew) -> str:
    """The web as it is deployed, two relays and a worker; the address."""
    port = free_port()
    crew.serve(port)
    for command in CREW:
        crew.start(command)
    crew.wait_for_beats("relay", "worker", "schedule")
    return f"http://127.0.0.1:{port}"


def people() -> list[tuple[str, str]]:
    """Everyone's token, and their entry in one challenge."""
    challenge = make_challenge()
    entrants = [make_user() for _ in range(WRITERS)]
    return [
        (issuing.issue(user=user, name="test", scopes=None)[1], str(make_entry(challenge, user, submit=False).pk))
        for user in entrants
    ]


def fell(postgres: Postgres, luck: random.Random, writers: list[Writer], found: Outages) -> None:
    """One outage, from the blow until everyone is served again."""
    way = luck.choice(WAYS)
    found.ways[way.name] += 1
    cut_the_power(postgres, way)
    time.sleep(luck.uniform(0.2, AWAY_SECONDS))
    started = time.monotonic()
    postgres.start()
    connection.close_pool()  # this test's own sessions died too
    connection.close()
    back, clock = time.monotonic(), real_now()
    found.recovered.append(back - started)
    wait_until(lambda: all(writer.acknowledged_at[-1:] > [back] for writer in writers), seconds=60)
    found.serving.append(time.monotonic() - back)
    wait_until(lambda: count(BEATS_SINCE.format(clock)) >= len(CREW), seconds=60)
    found.working.append(time.monotonic() - back)


def lost(writers: list[Writer]) -> int:
    """Receipts of which the database knows nothing, or something else."""
    there = {
        (str(entry), number): sha256
        for entry, number, sha256 in EntryVersion.objects.values_list("entry_id", "number", "sha256")
    }
    given = [receipt for writer in writers for receipt in writer.receipts]
    return sum(there.get((str(receipt["entry"]), receipt["version"])) != receipt["sha256"] for receipt in given)
