"""The process that tests.bench.ranking measures: fills the database, ranks by each rule, and undoes everything."""

import cProfile
import os
import pstats
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from bounties.challenges.models import Challenge, Criterion  # noqa: E402
from bounties.challenges.scoring_rules import SCORING_RULES  # noqa: E402
from bounties.entries.models import Entry, EntryVersion  # noqa: E402
from bounties.judging.models import Judgeship  # noqa: E402
from bounties.judging.standings import standings  # noqa: E402
from workers.clock import laurel_now  # noqa: E402

ENTRIES, JUDGES, WEIGHTS = 10_000, 5, (30, 20, 20, 10, 10, 10)
GOAL_SECONDS = 2.0
BATCH = 5_000

SCORES = """
INSERT INTO judging_scorecard (id, judgeship_id, entry_id, status, stated_at, submitted_at)
    SELECT uuidv7(), seat.id, entry.id, 'submitted', now(), now()
    FROM judging_judgeship AS seat JOIN entries_entry AS entry USING (challenge_id)
    WHERE challenge_id = %(challenge)s;
INSERT INTO judging_score (id, scorecard_id, criterion_id, points, comment)
    SELECT uuidv7(), card.id, criterion.id, floor(random() * 401) / 4, ''
    FROM judging_scorecard AS card JOIN judging_judgeship AS seat ON seat.id = card.judgeship_id
    JOIN challenges_criterion AS criterion USING (challenge_id) WHERE challenge_id = %(challenge)s;
"""


def fill() -> Challenge:
    """A judged challenge, its rows alone: triggers and foreign keys are at rest."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")  # one process, whose time is read
    now = laurel_now()
    challenge = Challenge(
        sponsor_id=uuid4(), created_by_id=uuid4(), format="prize", title="Bench", currency="usd", status="judging",
        due_at=now, opens_at=now.replace(year=2020), closes_at=now.replace(year=2021), judge_by=now,
        terms_sha256="0" * 64, published_at=now,
    )  # fmt: skip
    Challenge.objects.bulk_create([challenge])
    criteria = [
        Criterion(challenge=challenge, name=f"C{place}", weight=weight, priority=place)
        for place, weight in enumerate(WEIGHTS)
    ]
    Criterion.objects.bulk_create(criteria)
    seats = [
        Judgeship(
            challenge=challenge, judge_id=uuid4(), email=f"judge{number}@example.com", invited_by_id=uuid4(),
            status="accepted", answered_at=now,
        )
        for number in range(JUDGES)
    ]  # fmt: skip
    Judgeship.objects.bulk_create(seats)
    entries = [
        Entry(
            challenge=challenge, entrant_id=uuid4(), title="T", status="qualified", latest_version=1,
            terms_id=uuid4(), terms_accepted_at=now,
        )
        for _ in range(ENTRIES)
    ]  # fmt: skip
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    versions = [
        EntryVersion(entry=one, number=1, title="T", body="B" * 2_000, sha256="0" * 64, received_at=now)
        for one in entries
    ]
    EntryVersion.objects.bulk_create(versions, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute(SCORES, {"challenge": challenge.pk})
        cursor.execute("ANALYZE judging_score; ANALYZE judging_scorecard; ANALYZE entries_entry")
    return challenge


@dataclass(frozen=True, slots=True, order=True)
class Taken:
    """Seconds of processor time, which others on the same cores lengthen less than they do the time by the clock."""

    whole: float
    python: float
    postgres: float
    clock: float


def measure(challenge: Challenge) -> str:
    """Print each rule's best of three; name the slowest rule if it misses the goal."""
    slowest = {}
    for rule in (name for name, row in SCORING_RULES.items() if not row.needs_ballot):
        challenge.aggregation = rule
        best = min(taken(challenge) for _ in range(3))
        print(
            f"{rule:20}{best.whole:6.2f} s = Python {best.python:.2f} s + PostgreSQL {best.postgres:.2f} s;"
            f" by the clock {best.clock:.2f} s"
        )
        slowest[rule] = best.whole
    worst = max(slowest, key=slowest.__getitem__)
    print(
        f"{ENTRIES} entries, {JUDGES} judges, {len(WEIGHTS)} criteria: at most {slowest[worst]:.2f} s ({worst}),",
        end=" ",
    )
    print(f"goal {GOAL_SECONDS:.0f} s of processor time: {'met' if slowest[worst] <= GOAL_SECONDS else 'missed'}")
    return worst if slowest[worst] > GOAL_SECONDS else ""


def taken(challenge: Challenge) -> Taken:
    began, own, theirs = time.perf_counter(), time.process_time(), postgres_time()
    ranked = standings(challenge)
    assert len(ranked) == ENTRIES
    own, theirs = time.process_time() - own, postgres_time() - theirs
    return Taken(own + theirs, own, theirs, time.perf_counter() - began)


def postgres_time() -> float:
    """Processor time of the database's process behind this connection, by Linux' count, in hundredths of a second."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def profile(challenge: Challenge) -> None:
    """Show where the time goes."""
    watch = cProfile.Profile()
    watch.runcall(standings, challenge)
    pstats.Stats(watch).sort_stats("tottime").print_stats(15)


if __name__ == "__main__":
    with transaction.atomic():
        filled = fill()
        missed = measure(filled)
        if sys.argv[1:] == ["profile"]:
            profile(filled)
        transaction.set_rollback(True)
    sys.exit(bool(missed))
