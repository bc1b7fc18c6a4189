"""Across the closing second, with two closers: nothing late is taken, and nothing acknowledged is lost.

A slice runs with all tests; `make campaign NAME=deadline [ROUNDS=20] [SEED=7]` is the same with more of it.
"""

import random
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import IntegrityError

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries import closing, submitting
from bounties.entries.models import Entry, EntryVersion
from bounties.errors import BountyError
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.bounties.entries.test_races import at_once, done, jump_before_the_deadline
from tests.campaigns.options import length, seed_of_this_run
from tests.campaigns.reporting import Progress, report
from workers.models import Event

ROUNDS = length("ROUNDS", campaign=20, among_tests=3)
ENTRANTS, AT_ONCE = 200, 25  # a thread hands in for several, one after the other
SEED = seed_of_this_run()
FROM, TO = -0.9, 0.5  # seconds around the deadline
NOTHING_WRONG = {
    "late_accepted": 0,
    "acknowledged_lost": 0,
    "taken_unacknowledged": 0,
    "not_judged": 0,
    "not_closed": 0,
}


def test_across_the_closing_second_nothing_late_is_taken_and_nothing_acknowledged_is_lost(committed_db):
    print(f"seed {SEED}")
    luck, progress, found = random.Random(SEED), Progress("deadline", ROUNDS), Counter(NOTHING_WRONG)
    people = [make_user() for _ in range(ENTRANTS)]
    for number in range(1, ROUNDS + 1):
        seen = play(people, luck)
        found.update(seen)
        progress.at(number, acknowledged=seen["acknowledged"])
    report("deadline", {"seed": SEED, "rounds": ROUNDS, "entrants_each": ENTRANTS, **found})
    assert {name: found[name] for name in NOTHING_WRONG} == NOTHING_WRONG
    assert found["acknowledged"], "nobody came in time: the machine is too slow to prove anything"
    assert found["refused"], "nobody came late"
    assert found["acknowledged"] + found["refused"] == ROUNDS * ENTRANTS


def play(people: list[User], luck: random.Random) -> Counter[str]:
    """One challenge: everyone hands in at a moment of their own, while two closers look again and again."""
    challenge = make_challenge()
    entries = [make_entry(challenge, person, submit=False) for person in people]
    deadline = time.monotonic() + jump_before_the_deadline(challenge, seconds=1.2)
    turns = sorted((deadline + luck.uniform(FROM, TO), number) for number in range(ENTRANTS))
    hands = [[(at, entries[number]) for at, number in turns[hand::AT_ONCE]] for hand in range(AT_ONCE)]
    *told, first, second = at_once(
        [*(partial(hand_in, hand) for hand in hands), *[partial(close_until, deadline + TO + 0.5)] * 2]
    )
    results = [result for answers in told for result in answers]
    return look(challenge, results, closings=first + second)


def hand_in(turns: list[tuple[float, Entry]]) -> list[EntryVersion | Exception]:
    """Each at their time; a refusal is an answer too."""
    return [submitted(entry) for at, entry in turns if time.sleep(max(0.0, at - time.monotonic())) is None]


def submitted(entry: Entry) -> EntryVersion | Exception:
    try:
        return submitting.submit(entry_id=entry.pk, by=entry.entrant)
    except (BountyError, IntegrityError) as refusal:  # the service's, or the gate's in the database
        return refusal


def close_until(end: float, close: Callable[[], int] = closing.close_due) -> int:
    """How many challenges this closer closed."""
    closed = 0
    while time.monotonic() < end:
        closed += close()
        time.sleep(0.02)
    return closed


def look(challenge: Challenge, results: list[Any], *, closings: int) -> Counter[str]:
    """What was promised to whom, and what of it is there."""
    challenge.refresh_from_db()
    received = EntryVersion.objects.filter(entry__challenge=challenge)
    acknowledged = {receipt.pk: receipt.entry_id for receipt in done(results)}
    taken = set(received.values_list("pk", flat=True))
    judged = set(challenge.entries.filter(status="qualified").values_list("pk", flat=True))
    told = Event.objects.filter(root=str(challenge.pk), name="challenge.closed").count()
    return Counter(
        acknowledged=len(acknowledged),
        refused=len(results) - len(acknowledged),
        late_accepted=received.filter(received_at__gte=challenge.closes_at).count(),
        acknowledged_lost=len(acknowledged.keys() - taken),
        taken_unacknowledged=len(taken - acknowledged.keys()),
        not_judged=len(judged ^ set(acknowledged.values())),
        not_closed=abs(closings - 1) + abs(told - 1) + (challenge.status not in ("judging", "expired")),
    )
