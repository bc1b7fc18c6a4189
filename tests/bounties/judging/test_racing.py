"""Two who judge at once: whoever is second waits, and sees what the first did."""

from datetime import timedelta

import pytest

from bounties.accounts.models import User
from bounties.entries import pausing, withdrawing
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from bounties.judging import covering, inviting, leasing, reminding, replacing, ruling, tie_breaking
from bounties.judging.errors import AlreadyInvited, NotInvitable, NotJudging, NotOnLease
from bounties.judging.models import Assignment, Judgeship, TieBreak
from tests.bounties.awards.conftest import decide
from tests.bounties.conftest import make_staff, make_user
from tests.bounties.queues import queue_stage, take
from tests.bounties.staging import Stage, hold_purse, judging_stage, open_stage
from tests.clock import move_clock
from tests.meeting import held_then_met, told
from workers.clock import laurel_now


@pytest.fixture
def scored(committed_db: None) -> Stage:
    """Both judges, the first of them the chair, gave both entries the same: it may be decided at any moment."""
    stage = hold_purse(judging_stage(entries=2, judges=0))
    stage.seat(make_user(), is_chair=True)
    stage.seat(make_user())
    stage.judge_all(80, 80)
    return stage


@pytest.fixture
def waiting(committed_db: None) -> Stage:
    """A queue of two entries."""
    return queue_stage(entries=2)


def invited(stage: Stage, user: User | None = None, **more: bool) -> Judgeship:
    email = (user or make_user()).email
    return inviting.invite(challenge_id=stage.challenge.pk, email=email, by=stage.owner, **more)


def decided(stage: Stage) -> None:
    """The first of the two decides."""
    decide(stage, [(0, 1), (1, 2)])


def late_score(stage: Stage) -> None:
    stage.give(stage.entries[0], stage.judges[0], 10, submit=False)


def late_word(stage: Stage) -> None:
    entries = [entry.pk for entry in stage.entries]
    tie_breaking.break_tie(challenge_id=stage.challenge.pk, entries=entries, reason="Shorter.", by=stage.judges[0])


@pytest.mark.parametrize("act", [late_score, late_word])
def test_while_it_is_decided_no_score_and_no_word_of_the_chair_slips_in(scored, act):
    _, second = held_then_met(lambda: decided(scored), lambda: act(scored))
    assert isinstance(second, NotJudging)
    assert not TieBreak.objects.exists()


def test_while_it_is_decided_nobody_takes_a_seat(scored):
    user = make_user()
    seat = invited(scored, user)
    _, second = held_then_met(lambda: decided(scored), lambda: inviting.accept(judgeship_id=seat.pk, by=user))
    assert isinstance(second, NotInvitable)
    assert Judgeship.objects.get(pk=seat.pk).status == "lapsed"


def test_while_it_is_decided_nobody_is_reminded_any_more(scored):
    scored.seat(scored.owner)
    key, hours = scored.challenge.pk, 11 * 24  # before a deadline that is ten days off
    _, second = held_then_met(lambda: decided(scored), lambda: reminding.remind(challenge_id=key, hours=hours))
    assert (second, told("judging.reminded")) == (0, 0)


def test_while_it_is_decided_no_reminder_is_set(scored):
    key = scored.challenge.pk
    _, second = held_then_met(lambda: decided(scored), lambda: reminding.set_reminders(challenge_id=key))
    assert (second, told("judging.reminder_set")) == (0, 0)


def test_while_it_is_decided_no_silent_judge_is_replaced(scored):
    silent, stand_in = make_user(), make_user()
    scored.seat(silent)
    inviting.accept(judgeship_id=invited(scored, stand_in, is_reserve=True).pk, by=stand_in)
    move_clock(seconds=(replacing.replacement_hour(scored.challenge) - laurel_now()).total_seconds() + 1)
    key = scored.challenge.pk
    _, second = held_then_met(lambda: decided(scored), lambda: replacing.replace_silent(challenge_id=key))
    assert second == 0
    assert Judgeship.objects.get(judge=silent).status == "accepted"


def test_an_entry_gets_its_judges_once_though_two_draw_lots(committed_db):
    key = judging_stage(entries=2, judges=2, judges_per_entry=2).challenge.pk
    _, second = held_then_met(*[lambda: covering.cover(challenge_id=key)] * 2)
    assert second == {}
    assert Assignment.objects.count() == 4


def test_a_panel_has_one_chair_though_two_are_invited_at_once(committed_db):
    stage = open_stage()
    _, second = held_then_met(*[lambda: invited(stage, is_chair=True)] * 2)
    assert isinstance(second, AlreadyInvited)
    assert Judgeship.objects.count() == 1


@pytest.fixture
def overdue(committed_db: None) -> tuple[Judgeship, User]:
    """An invitation whose time to answer is over, and which nobody has ended yet."""
    stage, user = judging_stage(entries=1), make_user()
    seat = invited(stage, user)
    Judgeship.objects.filter(pk=seat.pk).update(due_at=laurel_now() - timedelta(seconds=1))
    return seat, user


def test_an_invitation_that_is_being_declined_does_not_lapse(overdue):
    seat, user = overdue
    _, second = held_then_met(lambda: inviting.decline(judgeship_id=seat.pk, by=user), inviting.lapse_due)
    assert (second, told("judge.lapsed")) == (0, 0)
    assert Judgeship.objects.get(pk=seat.pk).status == "declined"


def test_an_invitation_that_has_just_lapsed_cannot_be_declined(overdue):
    seat, user = overdue
    _, second = held_then_met(inviting.lapse_due, lambda: inviting.decline(judgeship_id=seat.pk, by=user))
    assert isinstance(second, IllegalMove)
    assert (Judgeship.objects.get(pk=seat.pk).status, told("judge.declined")) == ("lapsed", 0)


def test_an_invitation_that_lapses_while_it_is_decided_is_told_of_once(scored):
    seat = invited(scored)
    Judgeship.objects.filter(pk=seat.pk).update(due_at=laurel_now() - timedelta(seconds=1))
    held_then_met(inviting.lapse_due, lambda: decided(scored))
    assert (told("judge.lapsed"), scored.status()) == (1, "provisional")


def test_who_is_just_accepting_is_not_reminded_to_answer(committed_db):
    stage, user = open_stage(), make_user()
    seat = invited(stage, user)
    _, second = held_then_met(
        lambda: inviting.accept(judgeship_id=seat.pk, by=user),
        lambda: inviting.remind_invited(judgeship_id=seat.pk),
    )
    assert (second, told("judge.invitation_reminded")) == (False, 0)


def test_two_who_take_at_once_read_two_entries(waiting):
    judge = waiting.seat(make_user())
    first, second = held_then_met(lambda: take(waiting), lambda: take(waiting, judge))
    assert [first.pk, second.pk] == [entry.pk for entry in waiting.entries]


def test_a_verdict_waits_for_the_pause_and_is_refused(waiting):
    entry, moderator = take(waiting), make_staff("moderator")
    _, second = held_then_met(
        lambda: pausing.pause(challenge_id=waiting.challenge.pk, reason="A leak.", by=moderator),
        lambda: ruling.reject(entry_id=entry.pk, reason="It does not compile.", by=waiting.owner),
    )
    assert isinstance(second, NotJudging)
    assert Entry.objects.get(pk=entry.pk).status == "in_review"


def test_what_its_solver_takes_back_gets_no_verdict(waiting):
    entry = take(waiting)
    _, second = held_then_met(
        lambda: withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant),
        lambda: ruling.reject(entry_id=entry.pk, reason="It does not compile.", by=waiting.owner),
    )
    assert isinstance(second, NotOnLease)
    assert Entry.objects.get(pk=entry.pk).status == "withdrawn"


def test_what_its_solver_takes_back_neither_waits_again_nor_goes_to_the_arbiter(waiting):
    entry = take(waiting)
    move_clock(seconds=6 * 86_400)
    held_then_met(lambda: withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant), leasing.advance_due)
    left = Entry.objects.get(pk=entry.pk)
    assert (left.status, left.escalations) == ("withdrawn", 0)


def test_while_it_is_paused_nothing_in_the_queue_goes_on(waiting):
    moderator = make_staff("moderator")
    move_clock(seconds=6 * 86_400)
    held_then_met(
        lambda: pausing.pause(challenge_id=waiting.challenge.pk, reason="A leak.", by=moderator), leasing.advance_due
    )
    assert told("entry.escalated") == 0


def test_nobody_is_reminded_of_what_its_solver_takes_back(waiting):
    entry = waiting.entries[0]
    move_clock(seconds=(5 * 24 - 71) * 3_600)
    _, second = held_then_met(
        lambda: withdrawing.withdraw(entry_id=entry.pk, by=entry.entrant),
        lambda: reminding.remind_reviewers(entry_id=entry.pk, number=1, hours=72),
    )
    assert (second, told("entry.review_reminded")) == (False, 0)
