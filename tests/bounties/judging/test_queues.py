"""A queue: first come, first read; nobody learns who else waits; what waits too long is the arbiter's alone."""

from datetime import timedelta

import pytest

from bounties.challenges.problems import Incomplete
from bounties.challenges.terms import CriterionTerms
from bounties.entries import cancelling, pausing, submitting, withdrawing
from bounties.entries.models import Entry
from bounties.entries.refusals import AlreadyEntered, ChallengeClosed, EntriesReceived, NothingChanged
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.judging import leasing, reminding, ruling
from bounties.judging.errors import NothingWaits, NotJudging, NotOnLease
from bounties.judging.models import Verdict
from bounties.judging.queueing import position_of, verdicts_for, versions_reviewed_by
from bounties.judging.reading import versions_for
from bounties.notifications.announcing import announce
from bounties.notifications.models import Notification
from tests.bounties.building import close, make_challenge, make_entry
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.bounties.queues import ask, improve, queue_stage, reject, statuses, take, until, wait
from tests.clock import move_clock
from workers.models import Event


@pytest.fixture
def stage(db):
    return queue_stage()


def now(entry):
    return Entry.objects.select_related("challenge").get(pk=entry.pk)


def ahead(stage):
    return [position_of(now(entry)).ahead for entry in stage.entries]


def test_an_entry_waits_from_its_receipt_for_its_turn_and_its_hour(stage):
    entry = now(stage.entries[1])
    assert (entry.status, ahead(stage)) == ("queued", [0, 1, 2])
    assert entry.decide_by - entry.versions.get().received_at == timedelta(days=5)


def test_another_version_goes_to_the_back(stage):
    improve(stage.entries[0])
    assert ahead(stage) == [2, 0, 1]
    with pytest.raises(NothingChanged):
        submitting.submit(entry_id=stage.entries[0].pk, by=stage.entries[0].entrant)
    assert take(stage) == stage.entries[1]


def test_what_is_read_stays_as_it_is(stage):
    entry = take(stage)
    with pytest.raises(IllegalMove):
        improve(entry)


def test_one_person_reads_one_entry_and_the_next_reads_the_next(stage):
    judge = stage.seat(make_user())
    assert [take(stage), take(stage), take(stage, judge)] == [stage.entries[0], stage.entries[0], stage.entries[1]]


def test_only_who_reviews_takes(stage):
    for nobody in (make_user(), stage.entries[0].entrant, make_staff("moderator")):
        with pytest.raises(NotAllowed):
            take(stage, nobody)
    with pytest.raises(NothingWaits):
        take(stage, make_staff("arbiter"))
    with pytest.raises(NotJudging):
        leasing.take(challenge_id=make_challenge().pk, by=stage.owner)


def test_a_lease_that_runs_out_gives_the_entry_back_to_its_place_and_tells(stage):
    entry = take(stage)
    wait(3.1)
    assert (now(entry).status, ahead(stage)) == ("queued", [0, 1, 2])
    event = Event.objects.get(name="entry.lease_ended")
    announce(event=event)
    assert Notification.objects.get().user == stage.owner
    with pytest.raises(NotOnLease):
        ruling.reject(entry_id=entry.pk, reason="Late.", by=stage.owner)


def test_the_clock_ends_a_lease_before_any_tick(stage):
    entry = take(stage)
    move_clock(seconds=3 * 86_400 + 1)
    with pytest.raises(NotOnLease):
        ruling.reject(entry_id=entry.pk, reason="Late.", by=stage.owner)


def test_a_lease_given_back_is_somebody_elses(stage):
    entry = take(stage)
    leasing.give_back(entry_id=entry.pk, by=stage.owner)
    assert take(stage, stage.seat(make_user())) == entry


def test_a_verdict_says_why_and_a_rejected_solver_may_enter_anew(stage):
    entry = take(stage)
    with pytest.raises(InvalidInput):
        ruling.reject(entry_id=entry.pk, reason="  ", by=stage.owner)
    with pytest.raises(AlreadyEntered):
        make_entry(stage.challenge, entry.entrant)
    assert reject(stage) == entry
    assert make_entry(stage.challenge, entry.entrant).status == "queued"
    with pytest.raises(IllegalMove):
        improve(entry)


def test_changes_are_asked_for_while_they_can_be_made(stage):
    entry = ask(stage)
    assert (now(entry).status, now(entry).due_at) == ("changes_requested", None)
    improve(entry)
    assert ahead(stage) == [2, 0, 1]
    close(stage.challenge)
    assert statuses(stage) == ["queued"] * 3
    entry = take(stage)
    with pytest.raises(IllegalMove):
        ruling.request_changes(entry_id=entry.pk, reason="Too late.", by=stage.owner)


def test_at_the_close_no_more_come_and_what_was_not_changed_is_out(stage):
    ask(stage)
    close(stage.challenge)
    assert (stage.status(), statuses(stage)) == ("judging", ["not_selected", "queued", "queued"])
    with pytest.raises(ChallengeClosed):
        improve(stage.entries[1])


def test_what_waits_too_long_is_an_arbiters_alone_and_never_decided_by_silence(stage):
    held = take(stage)
    wait(until(now(held).decide_by) + 0.001)
    assert [now(entry).escalations for entry in stage.entries] == [1, 1, 1]
    with pytest.raises(NothingWaits):
        take(stage)
    arbiter = make_staff("arbiter")
    assert take(stage, arbiter) == held
    for times in (2, 3):
        wait(2.1)
        assert (now(held).status, now(held).escalations) == ("queued", times)
    told = {row.user for event in Event.objects.filter(name="entry.escalated") for row in said(event)}
    assert {arbiter, stage.owner, held.entrant} <= told
    reject(stage, arbiter)
    assert Verdict.objects.get().is_arbiters


def said(event):
    announce(event=event)
    return Notification.objects.filter(event_id=event.pk)


def test_an_arbiter_with_a_part_in_it_does_not_decide(stage):
    arbiter = make_staff("arbiter")
    make_entry(stage.challenge, arbiter)
    wait(6)
    with pytest.raises(NotAllowed):
        take(stage, arbiter)


def test_another_version_takes_an_entry_back_from_the_arbiter(db):
    stage = queue_stage(entries=1, durations={"review": 60})
    (entry,) = stage.entries
    move_clock(seconds=61)
    leasing.advance_due()
    assert now(entry).escalations == 1
    improve(entry)
    assert (now(entry).status, now(entry).escalations) == ("queued", 0)
    assert take(stage) == entry


def test_while_it_is_paused_the_queue_stands_still(stage):
    entry = take(stage)
    before = now(entry)
    moderator = make_staff("moderator")
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=moderator)
    wait(6)
    with pytest.raises(NotJudging):
        ruling.reject(entry_id=entry.pk, reason="No.", by=stage.owner)
    pausing.resume(challenge_id=stage.challenge.pk, by=moderator)
    after = now(entry)
    assert (after.status, after.escalations) == ("in_review", 0)
    assert until(after.decide_by) == pytest.approx(5, abs=0.01)
    assert after.due_at > before.due_at


def test_reviewers_are_reminded_of_what_still_waits(stage):
    (first, *_) = Event.objects.filter(name="entry.review_reminder_set", subject_id=str(stage.entries[0].pk))
    facts = {"entry_id": stage.entries[0].pk, **first.payload}
    assert not reminding.remind_reviewers(**facts)
    move_clock(seconds=(5 * 24 - 71) * 3600)
    assert reminding.remind_reviewers(**facts)
    assert {row.user for row in said(Event.objects.get(name="entry.review_reminded"))} == {stage.owner}
    withdrawing.withdraw(entry_id=stage.entries[0].pk, by=stage.entries[0].entrant)
    assert not reminding.remind_reviewers(**facts)


def test_reviewers_read_what_they_took_and_what_was_accepted_and_nothing_else(stage):
    judge = stage.seat(make_user())
    assert not versions_for(stage.challenge, stage.owner).exists()
    rejected, read = reject(stage), take(stage, judge)
    assert [one.entry for one in versions_for(stage.challenge, judge)] == [read]
    assert [one.entry for one in versions_for(stage.challenge, stage.owner)] == [rejected]
    assert not versions_reviewed_by(stage.challenge, make_staff("arbiter")).exists()
    with pytest.raises(NotAllowed):
        versions_for(stage.challenge, make_user())


def test_its_team_and_its_reviewer_read_the_verdict_and_nobody_else(stage):
    entry = reject(stage)
    for reader in (entry.entrant, stage.owner):
        assert [row.reason for row in verdicts_for(entry.pk, reader)] == ["It does not compile."]
    for other in (stage.entries[1].entrant, make_user(), stage.seat(make_user())):
        with pytest.raises(Entry.DoesNotExist):
            verdicts_for(entry.pk, other)
    rows = client_of(entry.entrant).get(f"/api/v1/entries/{entry.pk}/verdicts").json()["results"]
    assert set(rows[0]) == {"version", "outcome", "reason", "is_arbiters", "given_at"}


def test_nothing_that_others_can_fetch_says_who_waits(stage):
    take(stage)
    other = client_of(stage.entries[2].entrant)
    pages = [f"challenges/{stage.challenge.pk}/timeline", f"challenges/{stage.challenge.pk}"]
    answers = [other.get(f"/api/v1/{page}").json() for page in pages]
    reject(stage)
    assert [other.get(f"/api/v1/{page}").json() for page in pages] == answers
    names = [row["name"] for row in client_of(stage.owner).get(f"/api/v1/{pages[0]}").json()["results"]]
    assert not [name for name in names if name.startswith("entry.")]


def test_work_was_handed_in_so_it_cannot_be_called_off(stage):
    with pytest.raises(EntriesReceived):
        cancelling.cancel(challenge_id=stage.challenge.pk, reason="client_request", by=stage.owner)


@pytest.mark.parametrize(
    ("field", "terms"),
    [
        ("prizes", {"prizes": ((1, 2_000, 1), (2, 1_000, 1))}),
        ("judge_by", {"durations": {"review": 20 * 86_400}}),
        ("durations", {"durations": {"review": 5 * 86_400, "lease": 8 * 86_400}}),
        ("criteria", {"criteria": (CriterionTerms("Works", 100),)}),
        ("guarantee", {"guarantee": "up_to"}),
    ],
)
def test_terms_that_a_queue_has_no_use_for_are_refused(db, field, terms):
    with pytest.raises(Incomplete) as refused:
        queue_stage(0, **terms)
    assert field in refused.value.errors
