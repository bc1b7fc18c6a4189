"""Across the closing second, with two closers: nothing late is taken, and nothing acknowledged is lost.

A slice runs with all tests, with two closers that never rest; `make campaign NAME=deadline [ROUNDS=100] [SEED=7]` has
more rounds, people who come by the API and by the pages, and a deployment's closers: a relay that leads, and a rival.
"""

import logging
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test import Client
from rest_framework.test import APIClient

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries import closing, submitting
from bounties.entries.models import Entry, EntryVersion
from bounties.errors import BountyError
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_user
from tests.bounties.entries.test_races import at_once, done, jump_before_the_deadline
from tests.campaigns.options import IS_CAMPAIGN, length, seed_of_this_run
from tests.campaigns.proofs import breaches
from tests.campaigns.reporting import Progress, report
from tests.campaigns.timing import spread
from tests.workers.forked import FORKS, database
from workers.clock import laurel_now
from workers.models import Event

ROUNDS = length("ROUNDS", campaign=100, among_tests=2)
DOORS = ["service", "api", "page", "service"] if IS_CAMPAIGN else ["service"]
RIVALS_PACE = 0.5 if IS_CAMPAIGN else 0.02
ENTRANTS = length("ENTRANTS", campaign=200, among_tests=100)
AT_ONCE = 25  # a thread hands in for several, one after the other
SEED = seed_of_this_run()
FROM, TO = -0.9, 0.5  # seconds around the deadline
CLOSE_LAG_SECONDS = 1.0  # the goal of a campaign, of 99 in 100 rounds; a slice goes by no clock
NOTHING_WRONG = {
    "late_accepted": 0,
    "acknowledged_lost": 0,
    "taken_unacknowledged": 0,
    "not_judged": 0,
    "not_closed": 0,
}


@pytest.fixture
def room_for_all(committed_db) -> Iterator[None]:
    """A session for every thread: who waits for one would come too late."""
    pool = connection.settings_dict["OPTIONS"]["pool"]
    usual, pool["max_size"] = pool["max_size"], AT_ONCE + 5
    connection.close_pool()
    yield
    connection.close()
    connection.close_pool()
    pool["max_size"] = usual


@pytest.fixture
def relays(request, room_for_all) -> Iterator[list[Any]]:
    """Two real ones in the campaign, of which one leads; none among the tests."""
    if not IS_CAMPAIGN:
        yield []
        return
    # Who has the challenge's lock waits for the interpreter at each statement, five milliseconds for each of two dozen
    # threads, and the closer for all of them: a web has eight threads.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 5)
    crew = request.getfixturevalue("crew")
    logging.disable(logging.WARNING)  # each refusal is a line of the log
    relays = [crew.start("relay") for _ in range(2)]
    crew.wait_for_beats("schedule")
    yield relays
    sys.setswitchinterval(usual)


def test_across_the_closing_second_nothing_late_is_taken_and_nothing_acknowledged_is_lost(relays):
    print(f"seed {SEED}")
    luck, progress, found = random.Random(SEED), Progress("deadline", ROUNDS), Counter(NOTHING_WRONG)
    people, lags = [Person(make_user(), DOORS[number % len(DOORS)]) for number in range(ENTRANTS)], []
    for number in range(1, ROUNDS + 1):
        seen, lag = play(people, luck)
        found.update(seen)
        lags.append(lag)
        progress.at(number, acknowledged=seen["acknowledged"], lag=round(lag, 2))
    figures = {"seed": SEED, "rounds": ROUNDS, "entrants_each": ENTRANTS, "doors": dict(Counter(DOORS)), **found}
    figures |= {"close_lag_seconds": spread(lags), "of_which_until_it_was_decided": spread(decided())}
    report("deadline", figures | {"self_check": breaches()})
    assert breaches() == []
    assert {name: found[name] for name in NOTHING_WRONG} == NOTHING_WRONG
    assert found["acknowledged"], "nobody came in time: the machine is too slow to prove anything"
    assert found["refused"], "nobody came late"
    assert found["acknowledged"] + found["refused"] == ROUNDS * ENTRANTS
    assert not IS_CAMPAIGN or spread(lags)["p99"] <= CLOSE_LAG_SECONDS


def decided() -> list[float]:
    """From each deadline until its closer had every lock and told: the rest is its commit, and being seen."""
    closings = Event.objects.filter(name="challenge.closed").values_list("root", "at")
    deadlines = {str(key): at for key, at in Challenge.objects.values_list("pk", "closes_at")}
    return [(at - deadlines[root]).total_seconds() for root, at in closings if deadlines[root]]


@dataclass(frozen=True)
class Person:
    """Someone who enters, and the door they come by."""

    user: User
    door: str

    def hand_in(self, entry: Entry) -> bool:
        """Whether it was acknowledged. Raises the service's refusal, or the gate's in the database."""
        if self.door == "service":
            return bool(submitting.submit(entry_id=entry.pk, by=self.user))
        if self.door == "api":
            answer = self.api.post(f"/api/v1/entries/{entry.pk}/submit", headers={"Idempotency-Key": str(entry.pk)})
            return _said(answer, done={200, 201}, refused={409})
        typed = {"title": entry.title, "body": entry.body, "version": entry.version, "act": "submit"}
        file = SimpleUploadedFile("notes.txt", b"Measured by night.", content_type="text/plain")
        return _said(self.page.post(f"/entries/{entry.pk}", typed | {"file": file}), done={302}, refused={409, 422})

    @cached_property
    def api(self) -> APIClient:
        return client_of(self.user)

    @cached_property
    def page(self) -> Client:
        browser = Client()
        browser.force_login(self.user)
        return browser


def play(people: list[Person], luck: random.Random) -> tuple[Counter[str], float]:
    """One challenge: everyone hands in at a moment of their own, while two closers look again and again."""
    challenge = make_challenge()
    entries = [(person, make_entry(challenge, person.user, submit=False)) for person in people]
    deadline = time.monotonic() + jump_before_the_deadline(challenge, seconds=1.2)
    turns = sorted((deadline + luck.uniform(FROM, TO), number) for number in range(ENTRANTS))
    hands = [[(at, *entries[number]) for at, number in turns[hand::AT_ONCE]] for hand in range(AT_ONCE)]
    *told, closed_at, _, _ = at_once(
        [
            *(partial(hand_in, hand) for hand in hands),
            partial(watch_from_outside if IS_CAMPAIGN else watch, challenge.pk),
            *[partial(close_until, deadline + TO + 0.5)] * (1 if IS_CAMPAIGN else 2),
            *[lambda: None] * IS_CAMPAIGN,
        ]
    )
    challenge.refresh_from_db()
    assert challenge.closes_at
    assert not [fault for fault in told if isinstance(fault, Exception)]
    results = [result for answers in told for result in answers]
    return look(challenge, results), (closed_at - challenge.closes_at).total_seconds()


def hand_in(turns: list[tuple[float, Person, Entry]]) -> list[UUID | Exception]:
    """Each at their time; a refusal is an answer too."""
    told: list[UUID | Exception] = []
    for at, person, entry in turns:
        time.sleep(max(0.0, at - time.monotonic()))
        told.append(submitted(person, entry))
    return told


def submitted(person: Person, entry: Entry) -> UUID | Exception:
    """The entry's id, if it was acknowledged."""
    try:
        return entry.pk if person.hand_in(entry) else PermissionError()
    except (BountyError, IntegrityError) as refusal:
        return refusal


def _said(answer: Any, *, done: set[int], refused: set[int]) -> bool:
    assert answer.status_code in done | refused, answer.content[:500]
    return answer.status_code in done


def watch(challenge_id: UUID) -> datetime:
    """When everyone can see that it is closed, by the clock that decides; at worst this many milliseconds late."""
    while Challenge.objects.filter(pk=challenge_id, status="open").exists():
        time.sleep(0.02)
    return laurel_now()


def watch_from_outside(challenge_id: UUID) -> datetime:
    """The same by a process of its own, which need not share an interpreter with all who hand in."""
    ours, theirs = FORKS.Pipe(duplex=False)
    watcher = FORKS.Process(target=_watch_and_tell, args=(challenge_id, database(), theirs))
    watcher.start()
    closed_at: datetime = ours.recv()
    watcher.join()
    return closed_at


def _watch_and_tell(challenge_id: UUID, where: dict[str, Any], told: Any) -> None:
    connection.settings_dict.update(where)
    told.send(watch(challenge_id))
    connection.close()
    connection.close_pool()


def close_until(end: float) -> None:
    """A closer that never rests; in the campaign a rival at the pace of a relay's own."""
    while time.monotonic() < end:
        closing.close_due()
        time.sleep(RIVALS_PACE)


def look(challenge: Challenge, results: list[Any]) -> Counter[str]:
    """What was promised to whom, and what of it is there."""
    challenge.refresh_from_db()
    received = EntryVersion.objects.filter(entry__challenge=challenge)
    acknowledged, taken = set(done(results)), set(received.values_list("entry_id", flat=True))
    judged = set(challenge.entries.filter(status="qualified").values_list("pk", flat=True))
    told = Event.objects.filter(root=str(challenge.pk), name="challenge.closed").count()
    return Counter(
        acknowledged=len(acknowledged),
        refused=len(results) - len(acknowledged),
        late_accepted=received.filter(received_at__gte=challenge.closes_at).count(),
        acknowledged_lost=len(acknowledged - taken),
        taken_unacknowledged=len(taken - acknowledged),
        not_judged=len(judged ^ acknowledged),
        not_closed=abs(told - 1) + (challenge.status not in ("judging", "expired")),
    )
