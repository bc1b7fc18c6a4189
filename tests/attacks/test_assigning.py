"""Nobody sets what they were not asked for: a door that takes a body refuses by name what it does not know.

What is refused for the state of its object first (409) is refused whatever the body says.
"""

import json

import pytest
from django.core.cache import cache
from django.db import transaction

from tests.authorisation_table import API, BODIES, CALLS_STRIPE, PEOPLE
from tests.bounties.conftest import client_of
from tests.bounties.world import build_world
from tests.keeping import kept
from tests.test_authorisation import rows

pytestmark = pytest.mark.django_db
NAMES = [
    "id",
    "pk",
    "user",
    "by",
    "is_staff",
    "is_superuser",
    "role",
    "sponsor",
    "status",
    "amount",
    "version",
    "created_at",
]
# They read no body, so there is nothing in it that could be taken for more.
WITHOUT_A_BODY = {
    *("POST challenges/{draft}/submit", "POST entries/{written}/consent", "POST finance/reconciliations"),
    *("POST notifications/read", "POST notifications/{notification}/read", "PUT ideas/{idea}/follow"),
}
world = kept(build_world)


def sent(client, door, world):
    """The answer to every name at once."""
    method, path = door.split()
    known = BODIES.get(door, {})
    body = {**{name: known.get(name, "x") for name in NAMES}, **known} if isinstance(known, dict) else known
    with transaction.atomic():
        answer = client.generic(
            method,
            "/api/v1/" + path.format(**world.ids),
            json.dumps(body, default=str),
            "application/json",
            headers={"Idempotency-Key": "assigning", "If-Match": '"1"'},
        )
        transaction.set_rollback(True)
    return answer


def test_every_door_refuses_fields_that_it_does_not_know(world):
    clients = {person: client_of(world.people[person]) for person in PEOPLE}
    taken = {}
    cache.clear()
    for door, answers in rows(API):
        person = next((one for one in reversed(PEOPLE) if answers[one] == "+"), None)
        if door.startswith(("POST", "PUT", "PATCH")) and person and door not in CALLS_STRIPE:
            answer = sent(clients[person], door, world)
            said = json.dumps(answer.json().get("errors", {})) if answer.content else ""
            if not (answer.status_code == 400 and "Unknown field" in said):
                taken[door] = answer.status_code
    assert {door for door, status in taken.items() if status < 300} == WITHOUT_A_BODY
    assert {status for status in taken.values() if status >= 300} <= {409, 415}
    assert len(taken) < 40
