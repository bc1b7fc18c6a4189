"""Panels at work: a few judges per entry, recusals, silence, a third judge; what cannot be covered is said plainly."""

from datetime import timedelta

import pytest

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging import inviting
from bounties.judging.coverage import coverage
from bounties.judging.covering import cover, cover_newcomers
from bounties.judging.errors import NoQuorum, NotJudging
from bounties.judging.judged import entries_of
from bounties.judging.models import Assignment, Judgeship
from bounties.judging.progress import work_of
from bounties.judging.replacing import replace_silent, replacement_hour
from bounties.judging.standings import ranking
from bounties.notifications.models import Notification
from tests.bounties.ballots.conftest import vote_stage
from tests.bounties.conftest import client_of, make_user
from tests.bounties.staging import judging_stage, open_stage
from tests.clock import move_clock, stop_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event
from workers.registry import ticks

API = "/api/v1"


def reserve(stage, judge=None):
    judge = judge or make_user()
    seat = inviting.invite(challenge_id=stage.challenge.pk, email=judge.email, by=stage.owner, is_reserve=True)
    inviting.accept(judgeship_id=seat.pk, by=judge)
    return judge


def seat_of(stage, judge):
    return Judgeship.objects.select_related("challenge").get(challenge=stage.challenge, judge=judge)


def reads(stage, judge):
    rows = client_of(judge).get(f"{API}/challenges/{stage.challenge.pk}/judging").json()["results"]
    return {row["id"] for row in rows}


@pytest.fixture
def few(db):
    """Four entries, two judges for each, four on the panel."""
    stage = judging_stage(entries=4, judges=4, judges_per_entry=2)
    cover(challenge_id=stage.challenge.pk)
    return stage


def test_each_entry_gets_its_judges_evenly_and_a_judge_sees_only_their_own(few):
    found = {judge: reads(few, judge) for judge in few.judges}
    assert [len(entries) for entries in found.values()] == [2, 2, 2, 2]
    for entry in few.entries:
        assert sum(str(entry.pk) in entries for entries in found.values()) == 2
    judge = few.judges[0]
    other = next(entry for entry in few.entries if str(entry.pk) not in found[judge])
    with pytest.raises(Entry.DoesNotExist):
        few.give(other, judge, 50)
    assert len(reads(few, few.owner)) == 4
    assert cover(challenge_id=few.challenge.pk) == {}
    assert Assignment.objects.count() == 8
    told = Event.objects.filter(name="judge.assigned")
    assert [event.payload for event in told] == [{"entries": 2}] * 4
    assert {(one.entries, one.left) for one in work_of(few.challenge).progress.values()} == {(2, 2)}


def test_a_recusal_passes_the_entry_to_another_judge_who_is_told(few):
    entry = entries_of(seat_of(few, few.judges[0])).first()
    few.recuse(entry, few.judges[0])
    deliver_all()
    holders = {one.judgeship.judge for one in Assignment.objects.filter(entry=entry)} - {few.judges[0]}
    assert len(holders) == 2
    assert Notification.objects.filter(kind="judge.assigned").exists()


def test_what_cannot_be_covered_is_said_to_the_sponsor_with_its_remedy_and_mended_by_a_new_judge(db):
    stage = judging_stage(entries=2, judges=2, judges_per_entry=2)
    cover(challenge_id=stage.challenge.pk)
    for entry in stage.entries:
        stage.recuse(entry, stage.judges[0])
    deliver_all()
    assert Notification.objects.filter(user=stage.owner, kind="panel.lacking").exists()
    path = f"{API}/challenges/{stage.challenge.pk}/coverage"
    found = client_of(stage.owner).get(path).json()
    assert not found["is_covered"]
    assert [(row["entry"], row["lacks"]) for row in found["results"]] == [
        (str(entry), 1) for entry in sorted(entry.pk for entry in stage.entries)
    ]
    assert "Invite 1 more" in found["remedy"]
    outsiders = make_user(), stage.judges[1], stage.entries[0].entrant
    assert {client_of(one).get(path).status_code for one in outsiders} == {403}
    stage.seat(make_user())
    deliver_all()
    assert coverage(stage.reload(), stage.owner).is_covered


def test_before_the_deadline_nobody_is_told_how_many_entries_there_are(db):
    stage = open_stage()
    with pytest.raises(NotJudging):
        coverage(stage.challenge, stage.owner)


def test_once_decided_nobody_lacks_a_judge(db):
    stage = judging_stage(entries=1, judges=1, judges_per_entry=2)
    assert not coverage(stage.challenge, stage.owner).is_covered
    Challenge.objects.filter(pk=stage.challenge.pk).update(status="no_award", due_at=None)
    found = coverage(stage.reload(), stage.owner)
    assert (found.is_covered, found.remedy, found.judges_per_entry) == (True, "", 2)
    assert cover(challenge_id=stage.challenge.pk) == {}
    assert not Event.objects.filter(name="panel.lacking").exists()


def test_where_nobody_scores_nobody_lacks_a_judge(db):
    stage = vote_stage()
    assert cover(challenge_id=stage.challenge.pk) == {}
    assert not Event.objects.filter(name="panel.lacking").exists()


def test_the_sponsor_is_told_once_what_lacks_not_at_every_look(db):
    stage = judging_stage(entries=1, judges=1, judges_per_entry=2)
    for _ in range(3):
        assert list(cover(challenge_id=stage.challenge.pk).values()) == [1]
    deliver_all()
    assert Notification.objects.filter(user=stage.owner, kind="panel.lacking").count() == 1
    assert Event.objects.get(name="panel.lacking").payload == {"entries": 1, "judges": 1}


def test_two_judges_far_apart_get_a_third_from_the_reserve_and_the_ranking_waits_for_it(db):
    stage = judging_stage(entries=2)
    third = reserve(stage)
    deliver_all()
    for judge, points in zip(stage.judges, ((90, 80), (50, 80)), strict=True):
        for entry, given in zip(stage.entries, points, strict=True):
            stage.give(entry, judge, given)
    deliver_all()
    assert reads(stage, third) == {str(stage.entries[0].pk)}
    with pytest.raises(NoQuorum, match="third"):
        ranking(stage.reload())
    stage.give(stage.entries[0], third, 70)
    assert {one.entry_id: one.cards for one in ranking(stage.challenge)}[stage.entries[0].pk] == 3


def test_at_the_end_of_the_time_to_judge_the_ranking_goes_on_without_the_third(db):
    stage = judging_stage(entries=1)
    reserve(stage)
    for judge, points in zip(stage.judges, (90, 50), strict=True):
        stage.give(stage.entries[0], judge, points)
    deliver_all()
    with pytest.raises(NoQuorum):
        ranking(stage.reload())
    move_clock(seconds=(stage.challenge.judge_by - laurel_now()).total_seconds() + 1)
    assert len(ranking(stage.reload())) == 1


def test_a_third_who_is_recused_is_replaced_and_nobody_is_asked_where_two_agree(db):
    stage = judging_stage(entries=1)
    helpers = [reserve(stage), reserve(stage)]
    for judge, points in zip(stage.judges, (80, 50), strict=True):  # 30 apart are not far apart
        stage.give(stage.entries[0], judge, points)
    deliver_all()
    assert not Assignment.objects.exists()
    other = judging_stage(entries=1)
    helpers = [reserve(other), reserve(other)]
    for judge, points in zip(other.judges, (90, 50), strict=True):
        other.give(other.entries[0], judge, points)
    deliver_all()
    (asked,) = Assignment.objects.all()
    other.recuse(other.entries[0], asked.judgeship.judge)
    deliver_all()
    assert {one.judgeship.judge for one in Assignment.objects.all()} == set(helpers)


def test_a_judge_silent_a_day_before_the_end_is_replaced_from_the_reserve(db):
    stage = judging_stage(entries=2)
    stand_in = reserve(stage)
    stage.give(stage.entries[0], stage.judges[0], 80)
    assert replace_silent(challenge_id=stage.challenge.pk) == 0
    deliver_all()
    move_clock(seconds=(replacement_hour(stage.challenge) - laurel_now()).total_seconds() + 1)
    deliver_all()
    assert [seat_of(stage, judge).status for judge in stage.judges] == ["accepted", "replaced"]
    assert not seat_of(stage, stand_in).is_reserve
    assert len(reads(stage, stand_in)) == 2
    kinds = {
        (one.user, one.kind) for one in Notification.objects.filter(kind__in=["judge.replaced", "judge.called_up"])
    }
    assert kinds == {(stage.judges[1], "judge.replaced"), (stand_in, "judge.called_up")}
    assert client_of(stage.judges[1]).get(f"{API}/challenges/{stage.challenge.pk}/judging").status_code == 403


def test_who_steps_in_gets_the_entries_of_whom_they_replace(few):
    stand_in = reserve(few)
    silent = few.judges[0]
    for judge in few.judges[1:]:
        few.give(entries_of(seat_of(few, judge)).first(), judge, 80)
    inherited = set(entries_of(seat_of(few, silent)).values_list("pk", flat=True))
    move_clock(seconds=(replacement_hour(few.challenge) - laurel_now()).total_seconds() + 1)
    assert replace_silent(challenge_id=few.challenge.pk) == 1
    assert set(entries_of(seat_of(few, stand_in)).values_list("pk", flat=True)) == inherited
    told = Event.objects.filter(subject_id=str(seat_of(few, stand_in).pk)).exclude(name__startswith="judge.invit")
    assert "judge.called_up" in {event.name for event in told}
    assert "judge.assigned" not in {event.name for event in told}  # they were told of these entries as they were called


def test_an_entry_that_qualifies_after_the_lots_were_drawn_gets_its_judges_from_the_tick(db):
    judging_stage(entries=1, judges=2, judges_per_entry=2)
    ticks["judging.handlers.cover_newcomers"].run()
    assert Assignment.objects.count() == 2
    assert cover_newcomers() == 0


@pytest.mark.parametrize(("open_for", "hours_left"), [(10 * 24, 24), (49, 24), (48, 24), (47, 23.5), (12, 6)])
def test_silence_costs_a_seat_a_day_before_the_end_or_halfway_if_that_is_later(db, open_for, hours_left):
    """Of a window under two days a day would be more than half."""
    closes_at = laurel_now() + timedelta(hours=1)
    challenge = open_stage(closes_at=closes_at, judge_by=closes_at + timedelta(hours=open_for)).challenge
    assert challenge.judge_by - replacement_hour(challenge) == timedelta(hours=hours_left)


def test_a_seat_is_kept_until_its_hour_and_lost_at_it(stage):
    reserve(stage)
    hour = replacement_hour(stage.challenge)
    stop_clock(hour - timedelta(microseconds=1))
    assert replace_silent(challenge_id=stage.challenge.pk) == 0
    stop_clock(hour)
    assert replace_silent(challenge_id=stage.challenge.pk) == 1


def test_what_a_replacement_leaves_uncovered_goes_to_the_next_in_reserve(db):
    """Who steps in has one of the silent judge's entries already, for another who stated a conflict with it."""
    stage = judging_stage(entries=2, judges=2, judges_per_entry=2)
    both, other = stage.entries
    cover(challenge_id=stage.challenge.pk)
    first = reserve(stage)
    stage.recuse(both, stage.judges[0])
    stage.give(other, stage.judges[0], 80)
    cover(challenge_id=stage.challenge.pk)
    assert reads(stage, first) == {str(both.pk)}
    second = reserve(stage)
    move_clock(seconds=(replacement_hour(stage.challenge) - laurel_now()).total_seconds() + 1)
    assert replace_silent(challenge_id=stage.challenge.pk) == 1
    at_work = Judgeship.objects.accepted().filter(challenge=stage.challenge)
    holders = set(at_work.filter(assignments__entry=both).values_list("judge", flat=True)) - {stage.judges[0].pk}
    assert holders == {first.pk, second.pk}
