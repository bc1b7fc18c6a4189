"""E1 to E3 and C1: events flow while workers, relays, Valkey and database sessions die, and each has its effect once.

A slice runs with all tests; `make campaign NAME=events [EVENTS=10000] [FAULTS=300] [SEED=7]` is the same with more.
"""

import random
import time
from collections import Counter
from datetime import datetime
from threading import Event as Signal
from threading import Thread

from django.db import connection, transaction

from bounties.accounts.models import Sponsor
from tests.campaigns.clocks import ASKED, WRONG
from tests.campaigns.harming import Fault, Harm
from tests.campaigns.house import money_floor_alone
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.proofs import breaches
from tests.campaigns.reporting import Progress, report
from tests.campaigns.timing import spread
from tests.workers import toys
from tests.workers.crew import count, wait_until
from workers.clock import real_now
from workers.events import emit, emit_many
from workers.models import Event

__all__ = ["money_floor_alone"]

EVENTS = length("EVENTS", campaign=10_000, among_tests=200)
FAULTS = length("FAULTS", campaign=300, among_tests=6)
SEED = seed_of_this_run()
BURST = 40  # most events of one statement
PAUSE = 0.2, 1.0  # seconds between two faults
LAST_BURST = BURST if IS_CAMPAIGN else 0
CALLS = 4  # as many as two workers make of one slow queue at most; one alone makes half of them
DRAINED_SECONDS = 5  # the goal of a campaign; a slice among tests goes by no clock
NOTHING_WRONG = {"lost": 0, "lost_outside": 0, "doubled": 0, "gone": 0, "dead": 0, "acts_missed_or_doubled": 0}
# From a fault until all that was owed at that moment is done.
RECOVERED = """
SELECT greatest(0, extract(epoch FROM max(delivery.done_at) - %s))
FROM workers_delivery delivery JOIN workers_event event ON event.id = delivery.event_id
WHERE event.name LIKE 'toy.%%' AND event.at <= %s
"""
SLOWEST = """
SELECT split_part(handler, '.', 3), started, errors, extract(epoch FROM done_at - event.at) AS took
FROM workers_delivery delivery JOIN workers_event event ON event.id = delivery.event_id
WHERE event.name LIKE 'toy.%' ORDER BY took DESC LIMIT 4
"""


def test_whatever_dies_each_event_has_its_effect_once(crew, committed_sponsor):
    print(f"seed {SEED}")
    crew.clocks = ASKED or WRONG  # none of them may matter
    harm, finished, progress = Harm(crew, random.Random(SEED)), Signal(), Progress("events", FAULTS)
    sponsors = [Sponsor.objects.create(kind="company", name=f"Toymaker {number}") for number in range(BURST)]
    crew.wait_for_beats("relay", "worker")
    begun = Signal()
    emitter = Thread(target=emit_steadily, args=[sponsors, begun, finished], daemon=True)
    emitter.start()
    assert begun.wait(60)  # else its session might be cut before it has the name that is spared
    for number in range(1, FAULTS + 1):
        harm.strike()
        time.sleep(harm.luck.uniform(*PAUSE))
        progress.at(number, events=Event.objects.filter(name="toy.made").count())
    harm.end()
    emitter.join(600)
    assert finished.is_set(), "the emitter failed: its own words say why"
    if IS_CAMPAIGN:
        strike_at_last(harm, sponsors)
    calm = real_now()
    come_to_rest()
    figures = {"seed": SEED, "events": EVENTS, "faults": harm.by_kind()} | effects() | times(harm.done, calm)
    report("events", figures)
    assert {name: figures[name] for name in NOTHING_WRONG} == NOTHING_WRONG
    assert figures["self_check"] == []
    assert not IS_CAMPAIGN or figures["drained_seconds"] <= DRAINED_SECONDS


def strike_at_last(harm: Harm, sponsors: list[Sponsor]) -> None:
    """All workers die in the middle of calls, and every wake-up of a burst is lost: the worst for a drain."""
    with transaction.atomic():
        for sponsor in sponsors[:CALLS]:
            emit("toy.stuck", subject=sponsor, payload={"seconds": 1})
    wait_until(lambda: toys.owed().filter(queue="mail", lease_token__isnull=False).count() >= CALLS / 2, seconds=60)
    with transaction.atomic():
        tell(sponsors)
    harm.strike_at_last()


def emit_steadily(sponsors: list[Sponsor], begun: Signal, finished: Signal) -> None:
    """Commit events, one by one and in bursts, some under a rollback, each with a deadline, until all are there."""
    with connection.cursor() as cursor:
        cursor.execute("SET application_name = 'emitter'")
    begun.set()
    luck, left = random.Random(SEED), EVENTS - LAST_BURST
    pause = FAULTS * sum(PAUSE) / EVENTS
    while left:
        size = min(left, luck.choice([1] * 9 + [luck.randint(2, BURST)]))
        with transaction.atomic():
            tell(sponsors[:size])
        if luck.random() < 0.1:
            with transaction.atomic():
                tell(sponsors[: luck.randint(1, BURST)])
                transaction.set_rollback(True)
        left -= size
        time.sleep(size * luck.uniform(0, pause))
    connection.close()
    finished.set()


def tell(sponsors: list[Sponsor]) -> None:
    if sponsors[1:]:
        emit_many("toy.made", subjects=Sponsor.objects.filter(pk__in=[sponsor.pk for sponsor in sponsors]))
    else:
        emit("toy.made", subject=sponsors[0])
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO toy_deadline (due_at) VALUES (laurel_now() + random() * interval '2 s')")


def come_to_rest() -> None:
    """Wait until nothing is owed, or tell what still is."""
    try:
        wait_until(lambda: not toys.owed().waiting().exists() and not count(UNDONE_DEADLINES), seconds=120)
    except AssertionError as never:
        owed = list(toys.owed().waiting().values_list("handler", "started", "errors", "due_at", "leased_until")[:10])
        raise AssertionError(f"At {real_now()}: {count(UNDONE_DEADLINES)} deadlines, {owed}") from never


UNDONE_DEADLINES = "SELECT count(*) FROM toy_deadline WHERE acted_at IS NULL"


def effects() -> dict[str, object]:
    """Each event once in the database, at least once outside, and every delivery accounted for."""
    told = set(Event.objects.filter(name="toy.made").values_list("pk", flat=True))
    counted, sent = Counter(toys.effects("counted")), Counter(toys.effects("sent"))
    deadlines = count("SELECT count(*) FROM toy_deadline")
    return {
        "lost": EVENTS - len(told & set(counted)),
        "lost_outside": EVENTS - len(told & set(sent)),
        "doubled": counted.total() - len(counted),
        "gone": 2 * EVENTS - toys.owed().filter(event__name="toy.made").count(),
        "dead": toys.owed().dead().count(),
        "repeated_outside_under_their_key": sent.total() - len(sent),
        "deadlines": deadlines,
        "acts_missed_or_doubled": abs(len(toys.effects("acted")) - deadlines),
        "self_check": breaches(),
    }


def times(faults: list[Fault], calm: datetime) -> dict[str, object]:
    """How long it took from each fault, and from the last one, until nothing was owed any more; in seconds."""
    took: dict[str, list[float]] = {}
    with connection.cursor() as cursor:
        for fault in faults:
            cursor.execute(RECOVERED, [fault.at, fault.at])
            took.setdefault(fault.kind, []).append(float(cursor.fetchone()[0] or 0))
        cursor.execute(RECOVERED, [calm, calm])
        drained = float(cursor.fetchone()[0])
        cursor.execute(SLOWEST)
        late = [f"{name} {took:.0f} s, {started} starts, {errors} errors" for name, started, errors, took in cursor]
    every = [seconds for some in took.values() for seconds in some]
    slowest = {kind: round(max(some), 2) for kind, some in took.items()}
    return {
        "seconds_to_recover": spread(every),
        "slowest_by_kind": slowest,
        "slowest_deliveries": late,
        "drained_seconds": round(drained, 2),
    }
