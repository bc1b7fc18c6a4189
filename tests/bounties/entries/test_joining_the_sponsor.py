"""Who has entered a challenge joins nobody who pays for it before it is over: they would decide on their own entry."""

from functools import partial

import pytest
from django.db import IntegrityError, transaction

from bounties.accounts import joining
from bounties.accounts.models import Invitation, Membership
from bounties.challenges.joining import join_sponsor
from bounties.challenges.models import Backing, Challenge, Side
from bounties.challenges.sides import BothSides
from bounties.entries import sharing, withdrawing
from bounties.entries.sharing import Offer
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_user
from tests.meeting import held_then_met, told


@pytest.fixture
def challenge(db):
    return make_challenge()


def asked(sponsor, person, role="manager"):
    """Owners ask blind: whom they ask may have entered."""
    owner = sponsor.memberships.get(role="owner").user
    return joining.invite(sponsor_id=sponsor.pk, email=person.email, role=role, by=owner)


@pytest.mark.parametrize("role", Membership.Role.values)
def test_who_has_entered_joins_its_sponsor_in_no_role(challenge, user, role, client_of):
    make_entry(challenge, user, submit=False)
    invitation = asked(challenge.sponsor, user, role)
    answer = client_of(user).post(f"/api/v1/invitations/{invitation.pk}/accept")
    assert (answer.status_code, answer.json()["code"]) == (403, "both_sides")
    assert challenge.title in answer.json()["detail"]
    assert not Membership.objects.filter(user=user).exists()
    assert Invitation.objects.filter(pk=invitation.pk).exists()


def test_the_page_says_so_too_and_to_nobody_but_them(challenge, user, client):
    make_entry(challenge, user)
    invitation = asked(challenge.sponsor, user)
    client.force_login(user)
    answer = client.post(f"/invitations/{invitation.pk}", {"do": "accept"})
    assert (answer.status_code, challenge.title in answer.content.decode()) == (403, True)
    assert told("member.joined") == told("invitation.withdrawn") == 0


def test_nor_does_who_took_a_share_of_an_entry(challenge, user):
    entry = make_entry(challenge, team=[Offer(user.email, 1_000)], submit=False)
    sharing.consent(entry_id=entry.pk, by=user)
    with pytest.raises(BothSides):
        join_sponsor(invitation_id=asked(challenge.sponsor, user).pk, by=user)


def test_who_was_only_offered_one_may_join_and_then_takes_it_no_more(challenge, user):
    entry = make_entry(challenge, team=[Offer(user.email, 1_000)], submit=False)
    join_sponsor(invitation_id=asked(challenge.sponsor, user).pk, by=user)
    with pytest.raises(BothSides):
        sharing.consent(entry_id=entry.pk, by=user)


def test_nor_one_that_pays_for_it_besides(challenge, user, sponsor):
    Backing.objects.create(challenge=challenge, sponsor=sponsor)
    make_entry(challenge, user)
    with pytest.raises(BothSides):
        join_sponsor(invitation_id=asked(sponsor, user).pk, by=user)


def test_who_withdrew_has_taken_part_all_the_same(challenge, user):
    withdrawing.withdraw(entry_id=make_entry(challenge, user).pk, by=user)
    with pytest.raises(BothSides):
        join_sponsor(invitation_id=asked(challenge.sponsor, user).pk, by=user)


@pytest.mark.parametrize("status", ["completed", "no_award", "cancelled", "expired"])
def test_once_it_is_over_they_may(challenge, user, status):
    make_entry(challenge, user)
    end(challenge, status)
    assert join_sponsor(invitation_id=asked(challenge.sponsor, user).pk, by=user).user == user


def end(challenge, status):
    """By the legal way of statuses, and nothing else of what ends it."""
    found = Challenge.objects.filter(pk=challenge.pk)
    ways = {"completed": ["awarding", "completed"], "no_award": ["awarding", "no_award"]}
    for step in ways.get(status, [status]):
        found.update(status=step, due_at=None, **({"cancel_reason": "client_request"} if step == "cancelled" else {}))


def test_judges_and_entrants_of_others_may(challenge, user):
    make_entry(make_challenge(), user)
    Side.objects.create(challenge=challenge, user=user, kind="judge")
    assert join_sponsor(invitation_id=asked(challenge.sponsor, user).pk, by=user).role == "manager"


def test_the_database_itself_makes_no_entrant_a_member_and_no_member_an_entrant(challenge, user, stranger):
    make_entry(challenge, user)
    with pytest.raises(IntegrityError, match="entrant"), transaction.atomic():
        Membership.objects.create(sponsor=challenge.sponsor, user=user, role="viewer")
    Membership.objects.create(sponsor=challenge.sponsor, user=stranger, role="viewer")
    with pytest.raises(IntegrityError, match="member"), transaction.atomic():
        Side.objects.create(challenge=challenge, user=stranger, kind="entrant")


def test_who_enters_while_joining_does_only_what_came_first(committed_db):
    """Neither sees what the other has not committed: whoever is second waits at the person."""
    challenge = make_challenge()
    for first_joins in (True, False):
        person = make_user()
        join = partial(join_sponsor, invitation_id=asked(challenge.sponsor, person).pk, by=person)
        enter = partial(make_entry, challenge, person, submit=False)
        _, second = held_then_met(*((join, enter) if first_joins else (enter, join)))
        assert isinstance(second, IntegrityError | BothSides)
        assert Membership.objects.filter(user=person).exists() is first_joins
        assert Side.objects.filter(user=person).exists() is not first_joins


def test_who_joins_a_sponsor_of_another_challenge_waits_for_nobody(challenge, user):
    make_entry(challenge, user)
    other = make_sponsor(make_user())
    assert join_sponsor(invitation_id=asked(other, user).pk, by=user).sponsor == other
