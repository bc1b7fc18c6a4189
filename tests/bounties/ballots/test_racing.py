"""Two who act on a ballot at once: whoever is second waits, and sees what the first did."""

from functools import partial

import pytest

from bounties.ballots import auditing, counting, waking
from bounties.ballots.errors import BallotVoid, FlagAnswered
from bounties.ballots.models import Audit, Ballot, Choice, Flag, FlagStatus, Tally
from bounties.ballots.policies import hours_of
from bounties.entries import pausing
from tests.bounties.ballots.conftest import HERE, audited, vote, vote_stage
from tests.bounties.conftest import make_staff
from tests.bounties.staging import Stage
from tests.clock import move_clock
from tests.meeting import held_then_met, told
from workers.clock import laurel_now


@pytest.fixture
def stage(committed_db: None) -> Stage:
    """Two have voted in one browser, for the first of two entries."""
    stage = vote_stage(entries=2)
    for _ in range(2):
        vote(stage, origin=HERE, e0=1)
    return stage


def pass_hour(stage: Stage, hour: str) -> None:
    """Its time has come, and nobody has acted on it yet."""
    moment = getattr(hours_of(stage.challenge), hour)
    move_clock(seconds=(moment - laurel_now()).total_seconds() + 0.01)


def met_a_pause(stage, act, **more):
    """What comes of this act while a moderator pauses the challenge."""
    key, moderator = stage.reload().pk, make_staff("moderator")
    _, second = held_then_met(
        lambda: pausing.pause(challenge_id=key, reason="A leak.", by=moderator), lambda: act(challenge_id=key, **more)
    )
    assert stage.status() == "paused"
    return second


def test_who_changes_a_ballot_twice_at_once_has_made_both_changes(stage):
    voter = Ballot.objects.first().voter
    _, second = held_then_met(lambda: vote(stage, voter, e1=1), lambda: vote(stage, voter, e0=1))
    assert (second.latest, Choice.objects.filter(ballot=second).count()) == (3, 3)


def test_while_it_is_paused_no_hours_are_set(stage):
    assert (met_a_pause(stage, waking.set_hours), told("ballot.hour_set"), told("ballot.opened")) == (None, 0, 0)


def test_while_it_is_paused_no_ballot_opens(stage):
    assert (met_a_pause(stage, waking.wake, hour="opens_at"), told("ballot.opened")) == (None, 0)


def test_while_it_is_paused_no_audit_begins(stage):
    pass_hour(stage, "ends_at")
    assert (met_a_pause(stage, auditing.begin), Audit.objects.count()) == (0, 0)


def test_while_it_is_paused_nothing_is_counted(stage):
    audited(stage)
    pass_hour(stage, "tallied_at")
    assert (met_a_pause(stage, counting.count_due), Tally.objects.count()) == (None, 0)


def test_of_two_moderators_who_void_a_ballot_the_first_gives_the_reason(stage):
    audited(stage)
    ballot = Ballot.objects.first()
    voids = [
        partial(auditing.void, ballot_id=ballot.pk, reason=reason, by=make_staff("moderator"))
        for reason in ("Bought.", "Not a person.")
    ]
    _, second = held_then_met(*voids)
    ballot.refresh_from_db()
    assert isinstance(second, BallotVoid)
    assert (ballot.void_reason, told("ballot.voided")) == ("Bought.", 1)


def test_what_is_just_voided_keeps_its_reason_when_its_flag_is_upheld(stage):
    audited(stage)
    one, other = Ballot.objects.order_by("pk")
    flag, uphold = Flag.objects.get(), FlagStatus.UPHELD
    held_then_met(
        partial(auditing.void, ballot_id=one.pk, reason="Bought.", by=make_staff("moderator")),
        partial(auditing.answer, flag_id=flag.pk, status=uphold, reason="One person.", by=make_staff("moderator")),
    )
    assert [Ballot.objects.get(pk=each.pk).void_reason for each in (one, other)] == ["Bought.", "One person."]


def test_a_flag_is_answered_once(stage):
    audited(stage)
    answers = [
        partial(
            auditing.answer, flag_id=Flag.objects.get().pk, status=status, reason="Seen.", by=make_staff("moderator")
        )
        for status in (FlagStatus.DISMISSED, FlagStatus.UPHELD)
    ]
    _, second = held_then_met(*answers)
    assert isinstance(second, FlagAnswered)
    assert (Flag.objects.get().status, told("ballot.voided")) == ("dismissed", 0)
