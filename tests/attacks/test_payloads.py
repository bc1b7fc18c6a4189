"""What is kept of each act for ever, and handed to workers, names nobody: events carry ids and facts, no one's data."""

import json

import pytest

from bounties.accounts.models import User
from tests.bounties.world import World, build_world
from tests.keeping import kept
from workers.models import Event

pytestmark = pytest.mark.django_db
world = kept(build_world)


def test_no_event_holds_a_name_or_an_address(world: World):
    payloads = [(event.name, json.dumps(event.payload)) for event in Event.objects.exclude(payload={})]
    assert len(payloads) > 5
    known = {said for user in User.objects.all() for said in (user.email, user.name) if said}
    telling = {name for name, said in payloads if "@" in said or any(f'"{one}"' in said for one in known)}
    assert telling == set()
