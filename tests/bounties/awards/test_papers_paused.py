"""A queue takes entries while an earlier prize waits for its winner's papers; a pause stops the clock of both."""

import pytest

from bounties.awards import granting, overdue, papers
from bounties.awards.deeds import deed_of
from bounties.awards.models import Award
from bounties.entries import pausing
from bounties.notifications.models import Notification
from tests.bounties.conftest import make_staff
from tests.bounties.queues import accept, queue_stage
from tests.clock import move_clock
from tests.deliveries import deliver_all

DAY = 86_400


@pytest.fixture
def stage(db):
    """Open, with one prize accepted, whose winner is asked to sign within a day, and one free."""
    stage = queue_stage(2, papers=("rights",), durations={"review": 5 * DAY, "lease": 3 * DAY, "verifying": DAY})
    stage.award = accept(stage)
    return stage


def pause(stage):
    pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=make_staff("moderator"))


def resume(stage):
    pausing.resume(challenge_id=stage.challenge.pk, by=make_staff("moderator"))


def now(stage):
    return Award.objects.get(pk=stage.award.pk)


def sign(stage):
    deed = deed_of(now(stage))
    winner = stage.award.entry.entrant
    papers.sign_rights(award_id=stage.award.pk, legal_name="Sam Solver", sha256=deed.sha256, by=winner)


def reminders():
    return Notification.objects.filter(kind="award.papers_reminded").count()


def test_its_time_stands_still_and_then_runs_out_as_if_nothing_had_been(stage):
    end = now(stage).due_at
    pause(stage)
    move_clock(seconds=2 * DAY)
    assert overdue.end_due() == 0
    assert (stage.status(), now(stage).status) == ("paused", "verifying")
    resume(stage)
    assert stage.status() == "open"
    assert (now(stage).due_at - end).total_seconds() == pytest.approx(2 * DAY, abs=60)
    assert overdue.end_due() == 0
    move_clock(seconds=DAY)
    assert overdue.end_due() == 1
    assert now(stage).status == "forfeited"
    assert len(granting.free_places(stage.challenge)) == 2


def test_its_winner_is_reminded_by_the_time_that_is_left_and_once(stage):
    pause(stage)
    move_clock(seconds=DAY)
    deliver_all()
    assert reminders() == 0
    resume(stage)
    deliver_all()
    assert reminders() == 0
    move_clock(seconds=DAY / 2 + 60)
    deliver_all()
    assert reminders() == 1


def test_its_winner_may_sign_meanwhile_even_past_the_first_end_and_is_owed_the_money(stage):
    pause(stage)
    move_clock(seconds=2 * DAY)
    sign(stage)
    deliver_all()
    assert (stage.status(), now(stage).status) == ("paused", "paying")
    resume(stage)
    assert (stage.status(), now(stage).status) == ("open", "paying")


def test_more_time_that_is_given_meanwhile_is_not_lost(stage):
    end = now(stage).due_at
    pause(stage)
    move_clock(seconds=DAY)
    papers.extend(award_id=stage.award.pk, by=stage.owner)
    resume(stage)
    assert (now(stage).due_at - end).total_seconds() == pytest.approx(2 * DAY, abs=60)


def test_the_last_prize_ends_the_queue_after_the_pause(stage):
    pause(stage)
    resume(stage)
    accept(stage)
    sign(stage)
    deliver_all()
    assert (stage.status(), now(stage).status) == ("awarding", "paying")
