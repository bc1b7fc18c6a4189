"""Where something may be there once, two requests for it at once leave one; the other hears a sentence, never a 500.

Each race is decided, not hoped for: the second request is sent while the first has written and not committed yet.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from bounties.accounts.models import Invitation, User
from bounties.entries import reconsenting
from bounties.judging import inviting, leasing
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.money import Money
from tests.attacks.unique import RACED, RACED_ELSEWHERE, UNMET, WITH, Race
from tests.bounties.building import make_challenge, make_entry
from tests.bounties.conftest import client_of, make_user
from tests.bounties.world import World, build_world
from tests.meeting import held_then_met
from tests.test_house import ROOT

pytestmark = pytest.mark.usefixtures("committed_db", "quiet")


def committed_world() -> World:
    """One of everything, and what these races need besides."""
    with transaction.atomic():
        world = build_world()
        owner, solver = world.people["owner"], world.people["solver"]
        invited = world.people["invited"] = make_user("invited")
        sponsor = world.ids["sponsor"]
        facts = {"sponsor_id": sponsor, "email": invited.email, "role": "viewer", "invited_by": owner}
        invitation, _ = Invitation.objects.update_or_create(email=invited.email, sponsor_id=sponsor, defaults=facts)
        world.ids |= {
            "asked_in": invitation.pk,
            "alone": make_entry(make_challenge(), solver, submit=False).pk,
            "ready": make_challenge("draft", sponsor=invitation.sponsor).pk,
            "judge_address": world.people["judge"].email,
        }
        board = make_entry(make_challenge(), solver).challenge
        terms = {"changes": {"title": "Another"}, "reason": "A mistake.", "by": world.people["moderator"]}
        world.ids["amendment"] = reconsenting.propose(challenge_id=board.pk, **terms).pk
        owed = Money(100, "usd")
        lines = [
            debit(account(Kind.SPONSOR_DEBT, "usd", "who owes"), owed),
            credit(account(Kind.DEBT_PROVISION, "usd"), owed),
        ]
        post(effect_key="a debt", situation=Situation.DEBT_WRITTEN_OFF, lines=lines)
        sider = world.people["sider"] = make_user("sider")
        world.ids["seat"] = inviting.invite(challenge_id=world.ids["open"], email=sider.email, by=owner).pk
        world.ids["read"] = leasing.take(challenge_id=world.ids["queue"], by=owner).pk
    return world


def sender(world: World, door: str, person: str, body: dict[str, Any], key: str) -> Callable[[], HttpResponse]:
    method, path = door.split()
    client = client_of(world.people[person])
    client.raise_request_exception = False  # a fault is an answer of 500 here
    said = json.dumps(body).replace("{judge_address}", world.ids["judge_address"])
    url = "/api/v1/" + path.format(**world.ids)
    headers = {"Idempotency-Key": key}
    if method == "PATCH" and (tag := client.get(url).headers["ETag"]).startswith('"'):
        headers["If-Match"] = tag
    return lambda: client.generic(method, url, said, "application/json", headers=headers)


@dataclass(frozen=True)
class Outcome:
    """What each of the two was answered; a refusal by its code."""

    one: int
    other: int
    code: str


def outcome(world: World, name: str, race: Race) -> Outcome:
    """Run it."""
    first = sender(world, race.door, race.by, race.body, name)
    key, body = name if race.one_key else f"{name}-again", race.body if race.other is None else race.other
    second = sender(world, race.rivals_door or race.door, race.rival or race.by, body, key)
    one, other = held_then_met(first, second)
    return Outcome(one.status_code, other.status_code, other.json()["code"] if other.status_code >= 400 else "")


def test_of_two_requests_for_what_is_there_once_one_wins_and_the_other_is_told():
    world = committed_world()
    outcomes = {name: outcome(world, name, race) for name, race in RACED.items()}
    assert {name: told for name, told in outcomes.items() if told.one >= 300} == {}
    assert {name: told for name, told in outcomes.items() if told.other >= 500 or told.code == "conflict"} == {}
    refused = {name for name, told in outcomes.items() if told.other >= 400}
    assert outcomes.keys() - refused == REPEATED_ALIKE


# A repeat that says the same again is no refusal: the second is answered like the first.
REPEATED_ALIKE = {
    *("invitation_is_one_per_address", "answer_vote_is_one_per_person", "idea_vote_is_one_per_person"),
    "amendment_answer_is_one_per_entry",
    *("idea_follow_is_one_per_person", "payments_payee_user_id_key", "mail_is_muted_once_per_group"),
}
UNIQUE = """
    SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indisunique AND NOT indisprimary AND relnamespace = 'public'::regnamespace
"""


def test_every_rule_of_the_catalogue_that_something_is_there_once_has_its_race_or_its_reason():
    with connection.cursor() as cursor:
        cursor.execute(UNIQUE)
        rules = {name for (name,) in cursor.fetchall()}
    told = [*RACED, *WITH]
    told += [name for names in (*RACED_ELSEWHERE.values(), *UNMET.values()) for name in names]
    assert sorted(told) == sorted(rules)
    assert [file for file in RACED_ELSEWHERE if not (ROOT / file).exists()] == []


def test_of_two_who_sign_up_with_one_address_at_once_one_has_an_account_and_the_other_a_page_that_says_so():
    said = {"email": "twice@example.com", "password1": "a-long-enough-one-7", "name": "Ada"}
    one, other = held_then_met(*[lambda: Client().post("/accounts/signup/", said)] * 2)
    assert (one.status_code, other.status_code) == (302, 409)
    assert b"This address has an account." in other.content
    assert User.objects.filter(email="twice@example.com").count() == 1
