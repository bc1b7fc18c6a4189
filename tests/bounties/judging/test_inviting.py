"""Panels: who may be asked, who may accept, until when."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.challenges.sides import BothSides
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.judging import inviting
from bounties.judging.errors import AlreadyInvited, NotInvitable
from bounties.judging.models import Judgeship
from bounties.judging.policies import is_judge
from bounties.notifications.models import Notification
from tests.bounties.conftest import make_user
from tests.bounties.staging import close, enter, judging_stage, open_stage
from tests.clock import move_clock, stop_clock
from tests.deliveries import deliver_all
from workers.clock import laurel_now
from workers.models import Event
from workers.registry import ticks


def invite(stage, judge, **more):
    return inviting.invite(challenge_id=stage.challenge.pk, email=judge.email, by=more.pop("by", stage.owner), **more)


def test_an_invited_person_becomes_a_judge_by_accepting(db, user):
    stage = open_stage()
    judgeship = invite(stage, user)
    assert judgeship.status == "invited"
    assert inviting.accept(judgeship_id=judgeship.pk, by=user).status == "accepted"
    assert judgeship.challenge.judgeships.get().answered_at is not None


def test_the_address_may_be_written_in_capitals(db, user):
    stage = open_stage()
    assert inviting.invite(challenge_id=stage.challenge.pk, email=user.email.upper(), by=stage.owner).judge == user


def test_only_the_sponsors_managers_invite(db, user, stranger, moderator):
    stage = open_stage()
    for outsider in (stranger, moderator):
        with pytest.raises(NotAllowed):
            invite(stage, user, by=outsider)


def test_an_invitation_waits_for_whoever_verifies_the_address_and_tells_nobody_that_there_is_no_account(db):
    stage = open_stage()
    seats = [inviting.invite(challenge_id=stage.challenge.pk, email="later@example.com", by=stage.owner)]
    later = User.objects.create_user("later@example.com")
    with pytest.raises(NotAllowed, match="Confirm"):
        inviting.accept(judgeship_id=seats[0].pk, by=later)
    EmailAddress.objects.create(user=later, email=later.email, verified=True, primary=True)
    assert inviting.accept(judgeship_id=seats[0].pk, by=later).judge == later


def test_the_answer_to_an_invitation_is_the_same_whether_or_not_there_is_an_account(db, user, client_of):
    stage = open_stage()
    path = f"/api/v1/challenges/{stage.challenge.pk}/judges"
    known, unknown = (
        client_of(stage.owner).post(path, {"email": one}).json() for one in (user.email, "no@example.com")
    )
    own = ("id", "email", "invited_at", "due_at")
    assert {name: one for name, one in known.items() if name not in own} == {
        name: one for name, one in unknown.items() if name not in own
    }
    assert known["judge"] is None


def test_an_unanswered_invitation_is_reminded_of_once_then_lapses_and_can_be_repeated(db, user):
    stage = open_stage(durations={"invitation": 600})
    seat = invite(stage, user)
    move_clock(seconds=301)
    assert inviting.lapse_due() == 0
    deliver_all()
    assert Notification.objects.filter(user=user, kind="judge.invitation_reminded").count() == 1
    move_clock(seconds=300)
    with pytest.raises(NotInvitable), transaction.atomic():
        inviting.accept(judgeship_id=seat.pk, by=user)
    ticks["judging.handlers.lapse_invitations"].run()
    seat.refresh_from_db()
    assert (seat.status, seat.due_at) == ("lapsed", None)
    assert invite(stage, user).pk == seat.pk
    assert inviting.accept(judgeship_id=seat.pk, by=user).status == "accepted"


def test_an_invitation_is_answered_until_its_hour_and_not_at_it(db):
    stage = open_stage()
    seats = [invite(stage, make_user()) for _ in range(2)]
    stop_clock(seats[0].due_at)
    with pytest.raises(NotInvitable, match="time to answer is over"), transaction.atomic():
        inviting.accept(judgeship_id=seats[0].pk, by=seats[0].judge)
    assert inviting.lapse_due() == 1
    stop_clock(seats[1].due_at - timedelta(microseconds=1))
    assert inviting.lapse_due() == 0
    assert inviting.accept(judgeship_id=seats[1].pk, by=seats[1].judge).status == "accepted"


def test_a_reserve_reads_and_scores_nothing_until_called_upon_and_is_no_chair(db, user):
    stage = judging_stage(entries=1)
    seat = invite(stage, user, is_reserve=True)
    inviting.accept(judgeship_id=seat.pk, by=user)
    assert not is_judge(stage.challenge, user)
    with pytest.raises(Judgeship.DoesNotExist):
        stage.give(stage.entries[0], user, 50)
    with pytest.raises(InvalidInput):
        invite(stage, make_user(), is_reserve=True, is_chair=True)


def test_nobody_is_invited_twice_not_even_after_declining(db, user):
    stage = open_stage()
    judgeship = invite(stage, user)
    inviting.decline(judgeship_id=judgeship.pk, by=user)
    with pytest.raises(AlreadyInvited):
        invite(stage, user)


def test_invitations_that_wait_for_an_account_are_each_their_own(db):
    """Nobody has either address: that they are both nobody's makes them no one person's."""
    stage = open_stage()
    seats = [
        inviting.invite(challenge_id=stage.challenge.pk, email=f"{name}@example.com", by=stage.owner)
        for name in ("first", "second")
    ]
    assert [(seat.email, seat.judge) for seat in seats] == [("first@example.com", None), ("second@example.com", None)]


def test_who_was_invited_is_not_invited_again_under_their_next_address(db, user):
    stage = open_stage()
    invite(stage, user)
    User.objects.filter(pk=user.pk).update(email="next@example.com")
    EmailAddress.objects.filter(user=user).update(email="next@example.com")
    with pytest.raises(AlreadyInvited):
        inviting.invite(challenge_id=stage.challenge.pk, email="next@example.com", by=stage.owner)


def test_a_panel_has_one_chair(db, user, stranger):
    stage = open_stage()
    invite(stage, user, is_chair=True)
    with pytest.raises(AlreadyInvited):
        invite(stage, stranger, is_chair=True)


def test_nobody_answers_anothers_invitation(db, user, stranger):
    judgeship = invite(open_stage(), user)
    for answer in (inviting.accept, inviting.decline):
        with pytest.raises(Judgeship.DoesNotExist):
            answer(judgeship_id=judgeship.pk, by=stranger)


def test_an_answer_is_final(db, user):
    judgeship = invite(open_stage(), user)
    inviting.accept(judgeship_id=judgeship.pk, by=user)
    for answer in (inviting.accept, inviting.decline):
        with pytest.raises(IllegalMove):
            answer(judgeship_id=judgeship.pk, by=user)


def test_an_entrant_can_be_invited_since_a_refusal_would_name_them_but_cannot_accept(db, user):
    stage = open_stage()
    enter(stage, user)
    judgeship = invite(stage, user)
    with pytest.raises(BothSides), transaction.atomic():
        inviting.accept(judgeship_id=judgeship.pk, by=user)
    assert Judgeship.objects.get().status == "invited"


def test_a_judge_cannot_enter(db, user):
    stage = open_stage()
    stage.seat(user)
    with pytest.raises(BothSides):
        enter(stage, user)


def test_who_was_only_invited_may_still_enter(db, user):
    stage = open_stage()
    invite(stage, user)
    assert enter(stage, user).pk


def test_a_panel_may_grow_while_it_judges_but_not_after_the_decision(db, user, stranger):
    stage = judging_stage()
    judgeship = invite(stage, user)
    Challenge.objects.filter(pk=stage.challenge.pk).update(status="no_award", due_at=None)
    with pytest.raises(NotInvitable):
        inviting.accept(judgeship_id=judgeship.pk, by=user)
    with pytest.raises(NotInvitable):
        invite(stage, stranger)


def test_a_draft_has_no_panel(db, user):
    stage = open_stage()
    draft = Challenge.objects.create(
        sponsor=stage.sponsor, created_by=stage.owner, format="prize", title="Later", currency="usd", appeal_seconds=1
    )
    with pytest.raises(NotInvitable):
        inviting.invite(challenge_id=draft.pk, email=user.email, by=stage.owner)


def test_the_sponsors_own_people_may_judge(db):
    stage = open_stage()
    enter(stage, make_user())
    stage.seat(stage.owner)
    close(stage)
    assert stage.give(stage.entries[0], stage.owner, 50).status == "submitted"


def test_every_answer_is_an_event_of_the_challenge(db, user):
    stage = open_stage()
    stage.seat(user)
    names = Event.objects.filter(root=str(stage.challenge.pk), name__startswith="judge.").order_by("at", "id")
    assert list(names.values_list("name", "actor_id")) == [
        ("judge.invited", stage.owner.pk),
        ("judge.accepted", user.pk),
    ]


def test_of_an_invitation_one_is_reminded_halfway_and_never_after_an_answer(db, user):
    stage = open_stage(durations={"invitation": 600})
    stop_clock(now := laurel_now())
    seat = invite(stage, user)
    assert seat.due_at == now + timedelta(seconds=600)
    reminder = Event.objects.get(name="panel.reminder_set").deliveries.get()
    assert reminder.due_at == now + timedelta(seconds=300)
    assert inviting.remind_invited(judgeship_id=seat.pk)
    inviting.decline(judgeship_id=seat.pk, by=user)
    assert not inviting.remind_invited(judgeship_id=seat.pk)
    names = Event.objects.filter(name__in=["judge.invitation_reminded", "judge.declined"]).order_by("at", "id")
    assert list(names.values_list("name", "actor_id")) == [
        ("judge.invitation_reminded", None),
        ("judge.declined", user.pk),
    ]
