"""What waits beside a challenge itself stands still with it: nothing lapses, and nobody has less time afterwards."""

from datetime import timedelta

import pytest
from django.apps import apps

from bounties.awards import disqualifying
from bounties.challenges.waiting import WAITING
from bounties.entries import disqualifying as charging
from bounties.entries import pausing
from bounties.entries.models import Entry
from bounties.judging import inviting
from bounties.judging.models import Judgeship
from bounties.judging.replacing import replacement_hour
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.queues import queue_stage
from tests.bounties.staging import judging_stage
from tests.clock import move_clock, stop_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event

DAY = 86_400
pytestmark = pytest.mark.django_db

MOMENTS = {"due_at", "answer_by", "decide_by"}
STANDS_STILL_ITSELF = {
    ("challenges.challenge", "due_at"),  # none while paused; resuming sets it
    ("ideas.ideachange", "answer_by"),  # what was promised then
}


def pause(challenge):
    pausing.pause(challenge_id=challenge.pk, reason="A leak.", by=make_staff("moderator"))


def resume(challenge):
    pausing.resume(challenge_id=challenge.pk, by=make_staff("moderator"))


def timed_columns():
    rooms = ("challenges", "entries", "judging", "ballots", "ideas", "awards")
    models = [model for room in rooms for model in apps.get_app_config(room).get_models()]
    return {(model._meta.label_lower, field.name) for model in models for field in model._meta.fields} & {
        (model._meta.label_lower, name) for model in models for name in MOMENTS
    }


def test_everything_that_waits_in_a_challenge_stands_still_with_it():
    challenge = make_challenge()
    held = {
        (waiting.rows(challenge).model._meta.label_lower, moment) for waiting in WAITING for moment in waiting.moments
    }
    assert timed_columns() - STANDS_STILL_ITSELF == held


def test_a_charge_is_answered_and_decided_in_the_time_that_was_left():
    entry = make_entry(make_challenge())
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=make_staff("moderator"))
    pause(entry.challenge)
    move_clock(seconds=30 * DAY)
    assert disqualifying.drop_due() == 0
    resume(entry.challenge)
    assert charging.answer(charge_id=charge.pk, text="Mine.", by=entry.entrant).answer == "Mine."
    move_clock(seconds=30 * DAY)
    assert disqualifying.drop_due() == 1


def test_a_charge_is_answered_while_paused_with_the_time_that_was_left():
    entry = make_entry(make_challenge())
    charge = charging.propose(entry_id=entry.pk, reason="Copied.", by=make_staff("moderator"))
    pause(entry.challenge)
    move_clock(seconds=30 * DAY)
    assert charging.answer(charge_id=charge.pk, text="Mine.", by=entry.entrant).answer == "Mine."


def test_an_invitation_does_not_lapse_while_its_challenge_is_paused(user):
    stage = judging_stage()
    seat = inviting.invite(challenge_id=stage.challenge.pk, email=user.email, by=stage.owner)
    pause(stage.challenge)
    move_clock(seconds=30 * DAY)
    assert inviting.lapse_due() == 0
    resume(stage.challenge)
    assert inviting.accept(judgeship_id=seat.pk, by=user).status == "accepted"


def test_reviewers_are_reminded_of_nothing_while_paused_and_at_the_later_hours_once():
    challenge = queue_stage(entries=1).challenge
    told = Event.objects.filter(name="entry.review_reminded").order_by("at", "id")
    pause(challenge)
    move_clock(seconds=30 * DAY)
    deliver_all()
    assert not told.exists()
    resume(challenge)
    deliver_all()
    assert not told.exists()
    for hours in (72, 24):
        stop_clock(Entry.objects.get(challenge=challenge).decide_by - timedelta(hours=hours))
        deliver_all()
    assert [event.payload for event in told] == [{"hours": 72}, {"hours": 24}]


def test_who_stepped_in_for_a_silent_judge_keeps_the_seat_after_a_pause():
    stage = judging_stage(entries=1, judges=1)
    for judge in (make_user(), make_user()):
        seat = inviting.invite(challenge_id=stage.challenge.pk, email=judge.email, by=stage.owner, is_reserve=True)
        inviting.accept(judgeship_id=seat.pk, by=judge)
    deliver_all()
    move_clock(seconds=(replacement_hour(stage.challenge) - laurel_now()).total_seconds() + 1)
    deliver_all()
    seats = list(Judgeship.objects.order_by("invited_at").values_list("status", "is_reserve"))
    assert seats == [("replaced", False), ("accepted", False), ("accepted", True)]
    pause(stage.challenge)
    resume(stage.challenge)
    deliver_all()
    assert list(Judgeship.objects.order_by("invited_at").values_list("status", "is_reserve")) == seats


def test_silent_judges_keep_what_is_left_of_a_short_window_after_a_long_pause():
    closes_at = laurel_now() + timedelta(hours=1)
    stage = judging_stage(entries=1, judges=1, closes_at=closes_at, judge_by=closes_at + timedelta(hours=24))
    before = replacement_hour(stage.challenge)
    pause(stage.challenge)
    move_clock(seconds=3 * DAY)
    resume(stage.challenge)
    assert timedelta(days=3) <= replacement_hour(stage.reload()) - before < timedelta(days=3, minutes=1)
