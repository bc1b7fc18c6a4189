"""Somebody leaves while they hand in, take a seat or leave in another window: what is done stands."""

import pytest

from bounties.accounts.models import User
from bounties.departures.erasing import StillNeeded, erase
from bounties.entries import submitting
from bounties.judging import inviting
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import make_user
from tests.meeting import held_then_met
from workers.models import Event


@pytest.fixture
def user(committed_db: None) -> User:
    return make_user()


def leave(user: User) -> User:
    return erase(user_id=user.pk, by=user)


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
