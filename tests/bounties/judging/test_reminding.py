"""Reminders before the judging deadline."""

from datetime import timedelta

from bounties.challenges.models import Challenge
from bounties.entries import pausing
from bounties.judging import inviting, reminding
from tests.bounties.ballots.conftest import jury_stage, vote_stage
from tests.bounties.staging import judging_stage, open_stage
from tests.clock import move_clock, stop_clock
from tests.deliveries import deliver_all
from workers.models import Delivery, Event

HOUR = 3600


def hours_told(name):
    return [event.payload["hours"] for event in Event.objects.filter(name=name).order_by("at", "id")]


def test_a_reminder_is_set_for_each_hour_ahead(stage):
    assert reminding.set_reminders(challenge_id=stage.challenge.pk) == 3
    assert hours_told("judging.reminder_set") == [168, 72, 24]
    deliveries = Delivery.objects.filter(event__name="judging.reminder_set").order_by("due_at")
    before = [(stage.challenge.judge_by - one.due_at).total_seconds() / HOUR for one in deliveries]
    assert before == [168, 72, 24]


def test_what_is_further_off_than_the_window_is_left_out(stage):
    move_clock(seconds=8 * 24 * HOUR)
    assert reminding.set_reminders(challenge_id=stage.challenge.pk) == 1
    assert hours_told("judging.reminder_set") == [24]


def test_only_judges_who_owe_a_scorecard_are_reminded(stage):
    done, silent = stage.judges
    for entry in stage.entries:
        stage.give(entry, done, 50)
    move_clock(seconds=9 * 24 * HOUR)
    assert reminding.remind(challenge_id=stage.challenge.pk, hours=24) == 1
    reminded = Event.objects.get(name="judge.reminded")
    assert reminded.subject_id == str(stage.challenge.judgeships.get(judge=silent).pk)


def test_a_recused_judge_owes_nothing(db):
    stage = judging_stage(entries=1, judges=1)
    stage.recuse(stage.entries[0], stage.judges[0])
    assert reminding.remind(challenge_id=stage.challenge.pk, hours=24) == 0


def test_once_decided_nobody_is_reminded(stage):
    Challenge.objects.filter(pk=stage.challenge.pk).update(status="no_award", due_at=None)
    assert reminding.remind(challenge_id=stage.challenge.pk, hours=24) == 0
    assert reminding.set_reminders(challenge_id=stage.challenge.pk) == 0
    assert not Event.objects.filter(name="judging.reminded").exists()


def test_the_closing_itself_owes_the_reminders(stage):
    owed = Delivery.objects.filter(event__name="challenge.closed", event__root=str(stage.challenge.pk))
    assert owed.filter(handler="judging.handlers.set_reminders", queue="deadlines").exists()


def test_a_reminder_is_given_at_its_hour_and_not_before_a_deadline_that_was_moved(stage):
    hour = stage.challenge.judge_by - timedelta(hours=24)
    stop_clock(hour - timedelta(microseconds=1))
    assert reminding.remind(challenge_id=stage.challenge.pk, hours=24) == 0
    stop_clock(hour)
    assert reminding.remind(challenge_id=stage.challenge.pk, hours=24) == 2


def test_a_reminder_comes_by_itself_once_its_hour_has_come(stage):
    deliver_all()
    stop_clock(stage.challenge.judge_by - timedelta(hours=72))
    deliver_all()
    assert hours_told("judge.reminded") == [168, 168, 72, 72]


def test_an_hour_that_has_come_gets_no_reminder_set(stage):
    stop_clock(stage.challenge.judge_by - timedelta(hours=72))
    assert reminding.set_reminders(challenge_id=stage.challenge.pk) == 1
    assert hours_told("judging.reminder_set") == [24]


def test_the_sponsor_is_told_how_many_are_silent_and_the_hour_of_replacing_is_set(stage):
    reminding.set_reminders(challenge_id=stage.challenge.pk)
    hour = Delivery.objects.get(event__name="judging.replacement_set").due_at
    assert hour == stage.challenge.judge_by - timedelta(hours=24)
    stop_clock(hour)
    reminding.remind(challenge_id=stage.challenge.pk, hours=24)
    assert Event.objects.get(name="judging.reminded").payload == {"hours": 24, "silent": 2}
    assert [event.payload for event in Event.objects.filter(name="judge.reminded")] == [{"hours": 24}] * 2


def test_a_vote_has_hours_of_its_own_unless_a_jury_scores_beside_it(db):
    set_for = [
        reminding.set_reminders(challenge_id=stage.challenge.pk)
        for stage in (vote_stage(entries=1), jury_stage(entries=1))
    ]
    assert set_for == [0, 3]


def test_nobody_is_reminded_to_accept_while_nobody_can(db, user, moderator):
    stage = open_stage()
    inviting.invite(challenge_id=stage.challenge.pk, email=user.email, by=stage.owner)
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=moderator)
    move_clock(seconds=4 * 86_400)
    deliver_all()
    assert not Event.objects.filter(name="judge.invitation_reminded").exists()
    pausing.resume(challenge_id=stage.challenge.pk, by=moderator)
    move_clock(seconds=4 * 86_400)
    deliver_all()
    assert Event.objects.filter(name="judge.invitation_reminded").count() == 1
