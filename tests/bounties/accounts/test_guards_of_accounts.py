"""Every guard over people, sponsors and silenced mail refuses its forbidden act, and nothing else would."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from bounties.accounts.models import ApiToken, Invitation, Membership, Sponsor, User
from bounties.challenges.models import Side
from bounties.departures import erasing
from bounties.notifications.models import MutedMail
from tests.bounties.building import make_challenge
from tests.bounties.conftest import make_sponsor, make_user
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now


class World:
    """A sponsor with its owner, and somebody who has left."""

    def __init__(self) -> None:
        self.owner, self.left = make_user("owner"), make_user("left")
        self.sponsor = make_sponsor(self.owner)
        erasing.erase(user_id=self.left.pk, by=self.left)
        self.invite("first@example.com")
        self.token("a" * 64)
        self.mute("entries")

    def join_as_entrant(self) -> None:
        challenge, entrant = make_challenge("draft", sponsor=self.sponsor), make_user()
        Side.objects.create(challenge=challenge, user=entrant, kind="entrant")
        Membership.objects.create(sponsor=self.sponsor, user=entrant, role="viewer")

    def user(self, **fields: Any) -> None:
        User.objects.filter(pk=self.owner.pk).update(**fields)

    def invite(self, email: str) -> None:
        Invitation.objects.create(sponsor=self.sponsor, email=email, role="viewer", invited_by=self.owner)

    def token(self, sha256: str, name: str = "laptop") -> None:
        ApiToken.objects.create(user=self.owner, name=name, sha256=sha256)

    def mute(self, group: str) -> None:
        MutedMail.objects.create(user=self.owner, group=group)


Act = Callable[[World], Any]
ACTS: dict[str, Act] = {
    "accounts_user_email_key": lambda world: User.objects.create(email=world.owner.email),
    "user_email_is_lower_case": lambda world: world.user(email="Owner@example.com"),
    "user_role_means_staff": lambda world: world.user(role="finance"),
    "erased_user_has_no_trace": lambda world: world.user(erased_at=laurel_now()),
    "erased_user_stays_erased": lambda world: User.objects.filter(pk=world.left.pk).update(time_zone="Asia/Tokyo"),
    "sponsor_has_a_name": lambda world: Sponsor.objects.update(name=""),
    "membership_is_one_per_user": lambda world: Membership.objects.create(
        sponsor=world.sponsor, user=world.owner, role="viewer"
    ),
    "member_has_entered_nothing_unfinished": World.join_as_entrant,
    "sponsor_keeps_an_owner": lambda world: Membership.objects.update(role="viewer"),
    "invitation_is_one_per_address": lambda world: world.invite("first@example.com"),
    "invitation_address_is_lower_case": lambda world: world.invite("Second@example.com"),
    "accounts_apitoken_sha256_key": lambda world: world.token("a" * 64),
    "token_has_a_name": lambda world: world.token("b" * 64, name=""),
    "token_hash_is_sha256_in_hex": lambda world: world.token("short"),
    "mail_is_muted_once_per_group": lambda world: world.mute("entries"),
    "mail_that_binds_is_never_muted": lambda world: world.mute("money"),
}
NO_GUARDS = {"board_is_marked_at_update"}  # refuses nothing: tests/bounties/challenges/test_board_unchanged.py
TABLES = [model._meta.db_table for model in (User, Sponsor, Membership, Invitation, ApiToken, MutedMail)]


@pytest.mark.django_db
def test_each_guard_refuses_and_without_it_nothing_does():
    world = World()
    assert [sentence for name, act in ACTS.items() if (sentence := fault_of(name, lambda act=act: act(world)))] == []


def test_every_guard_is_tried(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": TABLES})
        found = {name for (name,) in cursor.fetchall()}
    assert found - NO_GUARDS == set(ACTS)
