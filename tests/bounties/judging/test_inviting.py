"""Panels: who may be asked, who may accept, until when."""

import pytest
from django.db import transaction

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.challenges.sides import BothSides
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.judging import inviting
from bounties.judging.errors import AlreadyInvited, NotInvitable
from bounties.judging.models import Judgeship
from tests.bounties.conftest import make_user
from tests.bounties.staging import close, enter, judging_stage, open_stage
from workers.models import Event


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


def test_an_address_that_nobody_verified_is_refused(db):
    stage = open_stage()
    unverified = User.objects.create_user("later@example.com")
    for email in ("nobody@example.com", unverified.email):
        with pytest.raises(InvalidInput) as refusal:
            inviting.invite(challenge_id=stage.challenge.pk, email=email, by=stage.owner)
        assert refusal.value.field == "email"


def test_nobody_is_invited_twice_not_even_after_declining(db, user):
    stage = open_stage()
    judgeship = invite(stage, user)
    inviting.decline(judgeship_id=judgeship.pk, by=user)
    with pytest.raises(AlreadyInvited):
        invite(stage, user)


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
