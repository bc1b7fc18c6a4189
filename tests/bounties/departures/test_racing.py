"""Somebody leaves while they act in another window: what is done stands, and who has left does nothing more."""

from functools import partial

import pytest

from bounties.accounts import joining
from bounties.accounts.describing import describe
from bounties.accounts.models import Membership, User
from bounties.challenges import reviewing
from bounties.community.models import Profile
from bounties.community.presenting import Wish, present
from bounties.departures.erasing import StillNeeded, erase
from bounties.entries import entering, sharing, submitting
from bounties.entries.models import Entry, TeamShare
from bounties.errors import NotAllowed
from bounties.judging import inviting
from bounties.judging.models import Judgeship
from bounties.notifications.models import MutedMail
from bounties.notifications.preferences import choose, mute_by_pass, pass_for
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_sponsor, make_user
from tests.meeting import held_then_met
from workers.models import Event


@pytest.fixture
def user(committed_db: None) -> User:
    return make_user()


def leave(user: User) -> User:
    return erase(user_id=user.pk, by=user)


def offered_half_of_an_entry(user: User) -> Entry:
    entry = make_entry(make_challenge(), submit=False)
    half = entering.Changes(team=[sharing.Offer(user.email, 5_000)])
    return entering.rewrite(entry_id=entry.pk, version=entry.version, changes=half, by=entry.entrant)


def owned_by(*owners: User) -> Membership:
    """One more person's place among a sponsor's owners."""
    first, *others = owners
    sponsor = make_sponsor(first)
    return [Membership.objects.create(sponsor=sponsor, user=one, role="owner") for one in others][-1]


def test_who_is_just_handing_in_does_not_leave(user):
    entry = make_entry(make_challenge(), user, submit=False)
    _, second = held_then_met(lambda: submitting.submit(entry_id=entry.pk, by=user), lambda: leave(user))
    assert isinstance(second, StillNeeded)
    assert User.objects.get(pk=user.pk).erased_at is None


def test_who_is_just_taking_a_seat_does_not_leave(user):
    challenge = make_challenge()
    seat = inviting.invite(challenge_id=challenge.pk, email=user.email, by=challenge.created_by)
    _, second = held_then_met(lambda: inviting.accept(judgeship_id=seat.pk, by=user), lambda: leave(user))
    assert isinstance(second, StillNeeded)
    assert User.objects.get(pk=user.pk).erased_at is None


def test_who_leaves_twice_at_once_has_left_once(user):
    _, second = held_then_met(lambda: leave(user), lambda: leave(user))
    assert isinstance(second, User.DoesNotExist)
    assert Event.objects.filter(name="user.erased").count() == 1


def test_who_is_just_taking_a_share_does_not_leave(user):
    entry = offered_half_of_an_entry(user)
    submitting.submit(entry_id=entry.pk, by=entry.entrant)
    _, second = held_then_met(partial(sharing.consent, entry_id=entry.pk, by=user), lambda: leave(user))
    assert isinstance(second, StillNeeded)
    assert TeamShare.objects.get(email=user.email).user == user


def test_who_just_joins_a_sponsor_leaves_it_too(user):
    owner = make_user()
    sponsor = make_sponsor(owner)
    asked = joining.invite(sponsor_id=sponsor.pk, email=user.email, role="manager", by=owner)
    _, second = held_then_met(partial(joining.accept, invitation_id=asked.pk, by=user), lambda: leave(user))
    assert second.erased_at
    assert sponsor.memberships.get().user == owner


def test_an_owner_leaves_after_what_they_are_just_doing_for_a_sponsor(user):
    sponsor = owned_by(make_user(), user).sponsor
    invite = partial(joining.invite, sponsor_id=sponsor.pk, email="new@demo.test", role="manager", by=user)
    _, second = held_then_met(invite, lambda: leave(user))
    assert second.erased_at
    assert not sponsor.memberships.filter(user=user).exists()


def test_of_two_owners_who_leave_at_once_the_second_is_the_last(user):
    other = make_user()
    sponsor = owned_by(other, user).sponsor
    _, second = held_then_met(lambda: leave(other), lambda: leave(user))
    assert second.erased_at
    assert sponsor.memberships.get().user == user  # as of any lone owner: nobody is left to act for it


def test_who_is_just_posting_does_not_leave(user):
    challenge = make_challenge("draft", sponsor=make_sponsor(user))
    _, second = held_then_met(partial(reviewing.submit, challenge_id=challenge.pk, by=user), lambda: leave(user))
    assert isinstance(second, StillNeeded)


def test_who_has_left_posts_nothing(user):
    challenge = make_challenge("draft", sponsor=make_sponsor(user))
    _, second = held_then_met(lambda: leave(user), partial(reviewing.submit, challenge_id=challenge.pk, by=user))
    assert isinstance(second, NotAllowed)


def test_who_has_left_hands_nothing_in(user):
    entry = make_entry(make_challenge(), user, submit=False)
    _, second = held_then_met(lambda: leave(user), partial(submitting.submit, entry_id=entry.pk, by=user))
    assert isinstance(second, NotAllowed)
    assert Entry.objects.get().status == Entry.Status.DRAFT


def test_who_has_left_takes_no_seat(user):
    challenge = make_challenge()
    seat = inviting.invite(challenge_id=challenge.pk, email=user.email, by=challenge.created_by)
    _, second = held_then_met(lambda: leave(user), partial(inviting.accept, judgeship_id=seat.pk, by=user))
    assert isinstance(second, NotAllowed)
    assert Judgeship.objects.get().status == "invited"


def test_who_has_left_takes_no_share(user):
    entry = offered_half_of_an_entry(user)
    _, second = held_then_met(lambda: leave(user), partial(sharing.consent, entry_id=entry.pk, by=user))
    assert isinstance(second, TeamShare.DoesNotExist)
    assert not TeamShare.objects.filter(user=user).exists()


def test_who_has_left_begins_no_entry_and_so_leaves_no_address_behind(user):
    draft = entering.Changes(title="Late", accept_terms=True, team=[sharing.Offer("friend@demo.test", 5_000)])
    start = partial(entering.start, challenge_id=make_challenge().pk, draft=draft, by=user)
    _, second = held_then_met(lambda: leave(user), start)
    assert isinstance(second, NotAllowed)
    assert not TeamShare.objects.filter(email=user.email).exists()


@pytest.mark.parametrize("leaves_first", [True, False])
def test_of_who_leaves_while_they_silence_a_mail_nothing_is_kept(user, leaves_first):
    acts = [lambda: leave(user), partial(mute_by_pass, signed=pass_for(user.pk, "challenges"))]
    held_then_met(*(acts if leaves_first else reversed(acts)))
    assert not MutedMail.objects.exists()


ABOUT_ONESELF = {
    "what they want by mail": lambda user: choose(user=user, muted=["challenges"]),
    "what they say of themselves": lambda user: describe(user=user, name="Ada"),
    "what is public of them": lambda user: present(user=user, wish=Wish(handle="ada", bio="Hello.")),
}


@pytest.mark.parametrize("what", ABOUT_ONESELF)
def test_who_has_left_says_and_chooses_nothing_more_of_themselves(user, what):
    _, second = held_then_met(lambda: leave(user), partial(ABOUT_ONESELF[what], user))
    assert isinstance(second, NotAllowed)
    assert not MutedMail.objects.exists()
    assert not Profile.objects.exists()


@pytest.mark.parametrize("what", ABOUT_ONESELF)
def test_what_they_just_said_or_chose_goes_with_them(user, what):
    _, second = held_then_met(partial(ABOUT_ONESELF[what], user), lambda: leave(user))
    assert (second.name, MutedMail.objects.exists(), Profile.objects.exists()) == ("", False, False)
