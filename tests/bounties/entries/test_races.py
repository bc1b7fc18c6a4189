"""What happens when everyone comes at once: real threads, real commits. The closing second: tests/campaigns."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import DatabaseError, connection

from bounties.challenges import drafting, reviewing
from bounties.challenges.models import Challenge, Review
from bounties.entries import cancelling, closing, entering, pausing, submitting, withdrawing
from bounties.entries.entering import Changes
from bounties.entries.models import Entry, EntryVersion
from bounties.errors import BountyError, IllegalMove
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.clock import move_clock
from workers.clock import laurel_now
from workers.models import Event

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """Run every act in a thread of its own, all from the same moment; refusals are results, faults fail the test."""
    todo = list(acts)
    start = threading.Barrier(len(todo))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except (BountyError, DatabaseError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(todo)) as pool:
        return list(pool.map(run, todo))


def jump_before_the_deadline(challenge: Challenge, *, seconds: float) -> float:
    """Move the clock so that this much is left; return what is left by now."""
    assert challenge.closes_at
    move_clock(seconds=(challenge.closes_at - laurel_now()).total_seconds() - seconds)
    return (challenge.closes_at - laurel_now()).total_seconds()


def done(results: list[Any]) -> list[Any]:
    return [result for result in results if not isinstance(result, Exception)]


def test_the_same_entry_submitted_ten_times_at_once_is_one_version():
    entry = make_entry(make_challenge(), submit=False)
    results = at_once([lambda: submitting.submit(entry_id=entry.pk, by=entry.entrant)] * 10)
    assert len(done(results)) == 1
    assert EntryVersion.objects.filter(entry=entry).count() == 1


def test_ten_starts_of_one_person_make_one_entry():
    challenge, user = make_challenge(), make_user()
    draft = Changes("T", "B", True)
    results = at_once([lambda: entering.start(challenge_id=challenge.pk, draft=draft, by=user)] * 10)
    assert len(done(results)) == 1
    assert Entry.objects.filter(challenge=challenge).count() == 1


def test_of_ten_writers_with_the_same_version_one_wins():
    entry = make_entry(make_challenge(), submit=False)

    def writer(place: int) -> Callable[[], Entry]:
        return lambda: entering.rewrite(
            entry_id=entry.pk, version=1, changes=Changes(title=f"Title {place}"), by=entry.entrant
        )

    results = at_once([writer(place) for place in range(10)])
    assert len(done(results)) == 1
    assert {error.code for error in results if isinstance(error, BountyError)} == {"version_mismatch"}


def test_of_ten_amendments_of_the_same_version_one_wins():
    challenge = make_challenge("draft")
    owner = challenge.created_by

    def writer(place: int) -> Callable[[], Challenge]:
        changes = {"title": f"Title {place}"}
        return lambda: drafting.amend(challenge_id=challenge.pk, version=1, changes=changes, by=owner)

    assert len(done(at_once([writer(place) for place in range(10)]))) == 1
    assert Challenge.objects.get(pk=challenge.pk).version == 2


def test_of_two_moderators_who_decide_at_once_one_does():
    challenge = make_challenge("in_review")
    one, other = make_staff("moderator"), make_staff("moderator")
    results = at_once(
        [
            lambda: reviewing.approve(challenge_id=challenge.pk, by=one),
            lambda: reviewing.reject(challenge_id=challenge.pk, reason="No.", by=other),
        ]
    )
    assert len(done(results)) == 1
    assert Review.objects.filter(challenge=challenge).count() == 1


def test_a_withdrawal_that_meets_the_closer_is_either_before_or_after_it():
    challenge = make_challenge()
    entries = [make_entry(challenge) for _ in range(5)]
    jump_before_the_deadline(challenge, seconds=0)

    def leaver(entry: Entry) -> Callable[[], Entry]:
        return lambda: withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant)

    at_once([leaver(entry) for entry in entries[:4]] + [closing.close_due, closing.close_due])
    closing.close_due()
    assert Challenge.objects.get(pk=challenge.pk).status == "judging"
    statuses = set(Entry.objects.filter(pk__in=[entry.pk for entry in entries]).values_list("status", flat=True))
    assert statuses <= {"withdrawn", "qualified"}
    assert Entry.objects.get(pk=entries[4].pk).status == "qualified"


def test_a_challenge_is_not_cancelled_under_someone_who_hands_in():
    challenge = make_challenge()
    entry = make_entry(challenge, submit=False)
    owner = challenge.created_by
    results = at_once(
        [
            lambda: submitting.submit(entry_id=entry.pk, by=entry.entrant),
            lambda: cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=owner),
        ]
    )
    assert len(done(results)) == 1
    challenge.refresh_from_db()
    received = EntryVersion.objects.filter(entry=entry).exists()
    assert (challenge.status, received) in {("open", True), ("cancelled", False)}


def test_one_held_challenge_does_not_hold_up_the_others():
    free, held = make_challenge(entries=1), make_challenge(entries=1)
    jump_before_the_deadline(held, seconds=0)
    holding, release = threading.Event(), threading.Event()

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT FROM challenges_challenge WHERE id = %s FOR SHARE", [held.pk])
            holding.set()
            release.wait(10)
            cursor.execute("COMMIT")
        connection.close()

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait(10)
    assert closing.close_due() == 1
    assert Challenge.objects.get(pk=free.pk).status == "judging"
    release.set()
    thread.join()
    assert closing.close_due() == 1
    assert Challenge.objects.get(pk=held.pk).status == "judging"


def test_of_two_moderators_at_once_one_pauses_and_one_resumes():
    challenge = make_challenge()
    moderators = [make_staff("moderator"), make_staff("moderator")]
    stop, go_on = partial(pausing.pause, reason="A leak."), pausing.resume
    for act, told in ((stop, "challenge.paused"), (go_on, "challenge.resumed")):
        results = at_once([partial(act, challenge_id=challenge.pk, by=by) for by in moderators])
        assert len(done(results)) == 1
        assert [type(one) for one in results if isinstance(one, Exception)] == [IllegalMove]
        assert Event.objects.filter(root=str(challenge.pk), name=told).count() == 1
