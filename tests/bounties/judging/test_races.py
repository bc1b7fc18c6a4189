"""Two at once about a panel or a queue: an answer waits for the decision, and a tick waits for nobody."""

import pytest

from bounties.challenges.models import Challenge
from bounties.entries import cancelling
from bounties.judging import inviting, leasing
from bounties.judging.errors import NotInvitable
from bounties.judging.models import Judgeship
from tests.bounties.conftest import make_user
from tests.bounties.queues import queue_stage, statuses, take
from tests.bounties.staging import open_stage
from tests.clock import move_clock
from tests.meeting import held_then_met


@pytest.fixture
def invited(committed_db: None) -> list[Judgeship]:
    """Two who were asked to judge, for ten minutes."""
    stage = open_stage(durations={"invitation": 600})
    asked = [make_user().email for _ in range(2)]
    return [inviting.invite(challenge_id=stage.challenge.pk, email=one, by=stage.owner) for one in asked]


def test_an_answer_that_meets_the_calling_off_comes_too_late(invited):
    seat, challenge = invited[0], invited[0].challenge
    _, refusal = held_then_met(
        lambda: cancelling.cancel(challenge_id=challenge.pk, reason="client_request", by=seat.invited_by),
        lambda: inviting.accept(judgeship_id=seat.pk, by=seat.judge),
    )
    assert isinstance(refusal, NotInvitable)
    assert Judgeship.objects.get(pk=seat.pk).status == "invited"


def test_an_invitation_that_is_being_answered_keeps_no_other_from_lapsing(invited):
    held, free = invited
    move_clock(seconds=601)
    _, lapsed = held_then_met(
        lambda: Judgeship.objects.select_for_update(no_key=True).get(pk=held.pk), inviting.lapse_due
    )
    assert lapsed == 1
    assert [Judgeship.objects.get(pk=seat.pk).status for seat in (held, free)] == ["invited", "lapsed"]
    assert inviting.lapse_due() == 1


def test_a_queue_that_is_being_worked_on_is_looked_at_by_the_next_tick(committed_db):
    stage = queue_stage(entries=1)
    take(stage)
    move_clock(seconds=3 * 86_400 + 1)
    held_then_met(
        lambda: Challenge.objects.select_for_update(no_key=True).get(pk=stage.challenge.pk), leasing.advance_due
    )
    assert statuses(stage) == ["in_review"]
    leasing.advance_due()
    assert statuses(stage) == ["queued"]
