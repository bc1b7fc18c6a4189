"""Every constraint and trigger of profiles and standings refuses its forbidden act, and nothing else would."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from bounties.community.models import FormerHandle, Profile, Standing
from tests.bounties.community.conftest import show
from tests.bounties.conftest import make_user
from tests.guarding import GUARDS, fault_of
from workers.clock import laurel_now


class World:
    """Two who show themselves, one of them under a second handle, and a standing of the other."""

    def __init__(self) -> None:
        self.one, self.other, self.nobody = show(make_user(), "ada"), show(make_user(), "left"), make_user()
        Profile.objects.filter(pk=self.other.pk).update(handle="moved")
        self.stand()

    def profile(self, **fields: Any) -> None:
        Profile.objects.filter(pk=self.one.pk).update(**fields)

    def stand(self, **fields: Any) -> None:
        given = {"profile": self.one, "span": "ever", "currency": "usd", "wins": 1} | fields
        Standing.objects.create(**given)


ACTS: dict[str, Callable[[World], Any]] = {
    "handle_is_one_person_s": lambda world: world.profile(handle="moved"),
    "handle_is_readable_in_an_address": lambda world: world.profile(handle="a--b"),
    "handle_is_not_too_short": lambda world: world.profile(handle="ad"),
    "handle_is_not_reserved": lambda world: world.profile(handle="admin"),
    "handle_is_never_taken_over": lambda world: world.profile(handle="left"),
    "former_handle_is_sha256_in_hex": lambda world: FormerHandle.objects.create(digest="left"),
    "standing_is_one_per_span_and_currency": lambda world: world.stand(),
    "standing_has_won": lambda world: world.stand(span="ever", currency="eur", wins=0),
    "standing_is_paid_in_one_currency": lambda world: world.stand(currency="", paid=1),
    "standing_is_due_iff_of_a_year": lambda world: world.stand(currency="eur", due_at=laurel_now()),
    "standing_span_is_known": lambda world: world.stand(span="day"),
}
NO_GUARDS = {"handle_given_up_is_remembered"}  # it writes what another goes by; seen in test_presenting.py
TABLES = [model._meta.db_table for model in (Profile, FormerHandle, Standing)]


@pytest.mark.django_db
def test_each_guard_refuses_and_without_it_nothing_does():
    world = World()
    assert [sentence for name, act in ACTS.items() if (sentence := fault_of(name, lambda act=act: act(world)))] == []


def test_every_guard_is_tried(db):
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": TABLES})
        found = {name for (name,) in cursor.fetchall()}
    assert found - NO_GUARDS == set(ACTS)
