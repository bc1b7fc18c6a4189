"""Two who act on a board at once: whoever is second waits, and sees what the first did."""

import pytest

from bounties.entries import pausing
from bounties.ideas import merging, overdue
from bounties.ideas.errors import BoardClosed
from bounties.ideas.models import Idea
from tests.bounties.conftest import make_staff
from tests.bounties.ideas.conftest import REPLY, board_stage, kept
from tests.bounties.ideas.test_answering import answer, told
from tests.bounties.staging import Stage
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.meeting import held_then_met


@pytest.fixture
def reviewed(committed_db: None) -> Stage:
    """Its one idea is under review."""
    stage = board_stage(ideas=1)
    answer(stage, stage.entries[0], "under_review")
    return stage


def test_an_idea_that_is_just_answered_is_not_overdue(reviewed):
    idea = kept(reviewed.entries[0])
    move_clock(seconds=REPLY + 1)
    held_then_met(
        lambda: answer(reviewed, reviewed.entries[0]),
        lambda: overdue.tell(idea_id=idea.pk, answer_by=idea.answer_by.isoformat()),
    )
    assert (kept(reviewed.entries[0]).status, told("idea.overdue")) == ("planned", 0)


def test_while_it_is_paused_no_ideas_are_merged(committed_db):
    stage, moderator = board_stage(), make_staff("moderator")
    one, other = stage.entries
    _, second = held_then_met(
        lambda: pausing.pause(challenge_id=stage.challenge.pk, reason="A leak.", by=moderator),
        lambda: merging.merge(entry_id=one.pk, into=other.pk, note="The same.", by=stage.owner),
    )
    assert isinstance(second, BoardClosed)
    assert not Idea.objects.filter(status="merged_into").exists()


def test_an_hour_is_later_the_moment_that_a_pause_is_over(reviewed):
    key, moderator, hour = reviewed.challenge.pk, make_staff("moderator"), kept(reviewed.entries[0]).answer_by
    pausing.pause(challenge_id=key, reason="A leak.", by=moderator)
    move_clock(seconds=REPLY + 1)
    pausing.resume(challenge_id=key, by=moderator)
    overdue.tell(idea_id=reviewed.entries[0].pk, answer_by=hour.isoformat())  # before anything else is delivered
    assert (kept(reviewed.entries[0]).answer_by > hour, told("idea.overdue")) == (True, 0)


def test_after_two_pauses_it_is_waited_for_the_last_hour_once(reviewed):
    key, moderator = reviewed.challenge.pk, make_staff("moderator")
    for _ in range(2):
        pausing.pause(challenge_id=key, reason="A leak.", by=moderator)
        move_clock(seconds=10)
        pausing.resume(challenge_id=key, by=moderator)
    assert [overdue.wait_anew(challenge_id=key) for _ in range(2)] == [1, 0]
    move_clock(seconds=REPLY + 1)
    deliver_all()
    assert told("idea.overdue") == 1
