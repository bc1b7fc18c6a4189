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
from tests.meeting import held_then_met
from workers.models import Event


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


def test_an_idea_that_is_just_answered_gets_no_time_back(reviewed):
    key, moderator = reviewed.challenge.pk, make_staff("moderator")
    pausing.pause(challenge_id=key, reason="A leak.", by=moderator)
    pausing.resume(challenge_id=key, by=moderator)
    at = Event.objects.get(name="challenge.resumed").at
    _, second = held_then_met(
        lambda: answer(reviewed, reviewed.entries[0]), lambda: overdue.resume(challenge_id=key, at=at)
    )
    assert (second, kept(reviewed.entries[0]).answer_by) == (0, None)
