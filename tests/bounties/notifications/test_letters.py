"""Whoever is asked for at an address hears of it, with an account or without."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from bounties.accounts import joining
from bounties.accounts.models import User
from bounties.entries import entering, sharing
from bounties.entries.entering import Changes
from bounties.entries.sharing import Offer
from bounties.judging import inviting
from bounties.notifications.models import Notification
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor
from tests.bounties.staging import open_stage
from tests.deliveries import deliver_all
from workers.events import Event

LATER = "later@example.com"
pytestmark = pytest.mark.django_db


def invite(stage, email=LATER):
    return inviting.invite(challenge_id=stage.challenge.pk, email=email, by=stage.owner)


def letters_to(address):
    return [message for message in mail.outbox if message.to == [address]]


def sign_up(address):
    user = User.objects.create_user(address)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def test_an_invited_judge_without_an_account_is_asked_to_sign_up_and_brought_to_the_challenge():
    stage = open_stage()
    invite(stage)
    deliver_all()
    (letter,) = letters_to(LATER)
    assert f"Will you judge {stage.challenge.title}?" in letter.subject
    assert f"/accounts/signup/?next=%2Fchallenges%2F{stage.challenge.pk}" in letter.body
    assert not Notification.objects.filter(kind="judge.invited").exists()


def test_a_letter_speaks_the_language_of_who_drew_the_challenge_up():
    stage = open_stage()
    User.objects.filter(pk=stage.challenge.created_by_id).update(language="de")
    invite(stage)
    deliver_all()
    (letter,) = letters_to(LATER)
    assert "Sie werden gebeten" in letter.body


def test_who_has_an_account_is_told_once_by_a_notification():
    judge = sign_up(LATER)
    invite(open_stage())
    deliver_all()
    (letter,) = letters_to(LATER)
    assert "signup" not in letter.body
    assert Notification.objects.get(kind="judge.invited").user == judge


def test_who_signed_up_since_is_reminded_as_a_user():
    seat = invite(open_stage())
    deliver_all()
    judge = sign_up(LATER)
    inviting.remind_invited(judgeship_id=seat.pk)
    deliver_all()
    assert Notification.objects.get(kind="judge.invitation_reminded").user == judge
    assert len([letter for letter in letters_to(LATER) if "signup" in letter.body]) == 1


def test_a_member_hears_of_their_share_with_an_account_or_without(user):
    mate = sign_up("mate@example.com")
    make_entry(make_challenge(), user, team=[Offer(LATER, 2_000), Offer(mate.email, 3_000)])
    deliver_all()
    assert Notification.objects.get(kind="team_share.offered").user == mate
    assert len(letters_to(LATER)) == 1
    assert user.email not in "".join(message.body for message in mail.outbox)


def test_who_has_not_shown_yet_that_the_address_is_theirs_hears_of_their_share_once(user):
    waiting = User.objects.create_user(LATER)
    EmailAddress.objects.create(user=waiting, email=LATER, verified=False, primary=True)
    make_entry(make_challenge(), user, team=[Offer(LATER, 2_000)])
    deliver_all()
    assert len(letters_to(LATER)) == 1


@pytest.mark.parametrize("has_account", [True, False])
def test_who_is_asked_to_judge_does_not_hear_of_a_share_since_it_tells_who_enters(user, has_account):
    stage = open_stage()
    invite(stage)
    if has_account:
        sign_up(LATER)
    make_entry(stage.challenge, user, team=[Offer(LATER, 2_000)])
    deliver_all()
    assert not [letter for letter in letters_to(LATER) if "offered" in letter.subject]
    assert not Notification.objects.filter(kind="team_share.offered").exists()


def test_the_same_team_written_again_keeps_its_consents_and_asks_nobody(user, stranger):
    team = [Offer(stranger.email, 3_000)]
    entry = make_entry(make_challenge(), user, team=team)
    sharing.consent(entry_id=entry.pk, by=stranger)
    again = Changes(title="Another title", team=team)
    entering.rewrite(entry_id=entry.pk, version=entry.version, changes=again, by=user)
    assert entry.shares.get(email=stranger.email).user == stranger
    assert Event.objects.filter(name="team_share.offered").count() == 1


def test_another_share_is_asked_for_anew(user, stranger):
    entry = make_entry(make_challenge(), user, team=[Offer(stranger.email, 3_000)])
    sharing.consent(entry_id=entry.pk, by=stranger)
    less = Changes(team=[Offer(stranger.email, 1_000)])
    entering.rewrite(entry_id=entry.pk, version=entry.version, changes=less, by=user)
    assert entry.shares.get(email=stranger.email).user is None
    assert Event.objects.filter(name="team_share.offered").count() == 2


def test_what_is_offered_to_somebodys_second_address_is_told_there_with_what_to_do(user):
    owner, stage = sign_up("first@example.com"), open_stage()
    EmailAddress.objects.create(user=owner, email=LATER, verified=True)
    seat = invite(stage)
    make_entry(make_challenge(), user, team=[Offer(LATER, 2_000)])
    deliver_all()
    assert not Notification.objects.filter(user=owner).exists()
    assert ["make this one its primary address" in letter.body for letter in letters_to(LATER)] == [True, True]
    EmailAddress.objects.get(email=LATER).set_as_primary()
    assert inviting.accept(judgeship_id=seat.pk, by=User.objects.get(pk=owner.pk)).judge == owner


def ask_to_join(sponsor, role="manager", email=LATER):
    owner = sponsor.memberships.get(role="owner").user
    return joining.invite(sponsor_id=sponsor.pk, email=email, role=role, by=owner)


def test_who_is_asked_to_act_for_a_sponsor_is_told_once_where_to_answer(sponsor, client):
    person = sign_up(LATER)
    invitation = ask_to_join(sponsor)
    deliver_all()
    told = Notification.objects.get(user=person)
    assert (told.kind, told.title, told.challenge) == ("invitation.sent", "Will you act for Acme?", None)
    (letter,) = letters_to(LATER)
    assert f"/invitations/{invitation.pk}" in letter.body
    client.force_login(person)
    assert client.get(told.path).status_code == 200
    assert "Will you act for Acme?" in client.get("/news").content.decode()


def test_so_is_who_has_no_account_and_is_brought_there_by_signing_up(sponsor):
    invitation = ask_to_join(sponsor)
    deliver_all()
    (letter,) = letters_to(LATER)
    assert letter.subject == "[Laurel] Will you act for Acme?"
    assert f"/accounts/signup/?next=%2Finvitations%2F{invitation.pk}" in letter.body


@pytest.mark.parametrize("has_account", [True, False])
def test_what_a_sponsor_calls_itself_is_mailed_to_nobody_before_a_moderator_has_seen_it(owner, has_account):
    if has_account:
        sign_up(LATER)
    ask_to_join(make_sponsor(owner, "Win at evil.example", verified=False))
    deliver_all()
    (letter,) = letters_to(LATER)
    assert letter.subject == "[Laurel] Will you act for a sponsor that nobody has verified yet?"
    assert "evil" not in letter.body


def test_the_same_invitation_again_tells_nobody_and_another_role_does(sponsor):
    sign_up(LATER)
    for role in ("manager", "manager", "viewer"):
        ask_to_join(sponsor, role)
    deliver_all()
    assert Notification.objects.filter(kind="invitation.sent").count() == 2


@pytest.mark.parametrize("has_account", [True, False])
def test_of_an_invitation_that_was_taken_back_meanwhile_nobody_is_told(sponsor, owner, has_account):
    if has_account:
        sign_up(LATER)
    joining.withdraw(invitation_id=ask_to_join(sponsor).pk, by=owner)
    deliver_all()
    assert letters_to(LATER) == []
