"""Every door of the house, against the one table of who gets through it. A door that is not in the table fails here.

Among all tests a session opens each door as one of the people, a token as all; `make campaign NAME=doors` does as all.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from rest_framework.test import APIClient

from bounties.accounts.models import User
from config.api.checks import methods_of, views_of
from tests.authorisation_table import API, BODIES, CALLS_STRIPE, MATES, MEMBERS, OTHERS, PAGES, PEOPLE, ROLES
from tests.bounties.conftest import client_of, make_user
from tests.bounties.world import World, build_world
from tests.campaigns.options import IS_CAMPAIGN
from tests.campaigns.reporting import report
from tests.conformance import described
from tests.keeping import kept

REFUSALS = {401, 403, 404}
world = kept(build_world)


def rows(table: str, people: list[str] = PEOPLE) -> Iterator[tuple[str, dict[str, str]]]:
    """The door, and what each person hears there."""
    for line in table.splitlines()[2:]:
        words = line.split()
        yield " ".join(words[: -len(people)]), dict(zip(people, words[-len(people) :], strict=True))


def knock(client: APIClient, door: str, world: World) -> tuple[str, HttpResponse]:
    """The address, and what this person is answered there; whatever it changed is undone."""
    method, path = door.split()
    headers = {"Idempotency-Key": "authorisation", "If-Match": '"1"'}
    body = json.dumps(BODIES.get(door, {}))
    with transaction.atomic():
        url = "/api/v1/" + path.format(**world.ids)
        response = client.generic(method, url, body, "application/json", headers=headers)
        transaction.set_rollback(True)
    return url, response


def heard(response: HttpResponse) -> str:
    """As the table says it."""
    return str(response.status_code) if response.status_code in REFUSALS or response.status_code >= 500 else "+"


def test_everyone_gets_through_the_doors_of_the_api_that_the_table_says(world, db):
    wrong, asked = [], 0
    for person in PEOPLE:
        client = client_of(world.people[person])
        for door, answers in rows(API):
            if answers[person] == "+" and door in CALLS_STRIPE:
                continue
            asked += 1
            url, response = knock(client, door, world)
            if heard(response) != answers[person]:
                wrong.append(f"{door}: {person} should hear {answers[person]}, hears {heard(response)}")
            if breach := described().breach(door.split()[0], url, response):
                wrong.append(f"{breach} (to {person})")
    report("doors", {"api": len(list(rows(API))), "people": len(PEOPLE), "asked_by_token": asked, "wrong": len(wrong)})
    assert wrong == []


def of_a_session(person: User | None) -> APIClient:
    client = APIClient()
    if person:
        client.force_login(person)
    return client


def test_a_session_opens_the_same_doors_as_a_token(world, db):
    clients = {person: of_a_session(world.people[person]) for person in PEOPLE if person != "visitor"}
    wrong, asked = [], 0
    for number, (door, answers) in enumerate(rows(API)):
        one = list(clients)[number % len(clients)]  # each door by one of them, each of them at many
        for person in clients if IS_CAMPAIGN else [one]:
            if answers[person] == "+" and door in CALLS_STRIPE:
                continue
            asked += 1
            _, response = knock(clients[person], door, world)
            if heard(response) != answers[person]:
                wrong.append(f"{door}: {person} hears {answers[person]} by a token, {heard(response)} by a session")
    report("doors", {"asked_by_session": asked, "wrong": len(wrong)})
    assert wrong == []


@pytest.mark.parametrize(("table", "people"), [(MEMBERS, ROLES), (MATES, ["mate"])], ids=["members", "mates"])
def test_who_belongs_to_a_sponsor_or_a_team_gets_no_further_than_their_part_in_it(world, db, table, people):
    clients = {person: client_of(world.others[person]) for person in people}
    wrong = [
        f"{door}: {person} should hear {answers[person]}, hears {got}"
        for door, answers in rows(table, people)
        for person, client in clients.items()
        if (got := heard(knock(client, door, world)[1])) != answers[person]
    ]
    assert wrong == []


def test_where_an_owner_or_a_solver_is_heard_otherwise_than_a_stranger_their_people_have_a_row():
    told = dict(rows(API))
    apart = {
        part: {door for door, answers in told.items() if answers[part] != answers["stranger"]}
        for part in ("owner", "solver")
    }
    assert {door for door, _ in rows(MEMBERS, ROLES)} == apart["owner"] - CALLS_STRIPE
    assert {door for door, _ in rows(MATES, ["mate"])} == apart["solver"] - CALLS_STRIPE


def browser_of(person: User | None) -> Client:
    browser = Client()
    if person:
        browser.force_login(person)
    return browser


def test_everyone_sees_the_pages_that_the_table_says(world, db):
    wrong = [
        f"{path}: {person} should get {expected}, gets {got}"
        for person in PEOPLE
        for browser in [browser_of(world.people[person])]
        for path, answers in rows(PAGES)
        if (got := browser.get("/" + path.format(**world.ids)).status_code) != int(expected := answers[person])
    ]
    report("doors", {"pages": len(list(rows(PAGES))), "people": len(PEOPLE), "wrong": len(wrong)})
    assert wrong == []


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Every route of the house, whoever answers it."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        yield from [route] if isinstance(pattern, URLPattern) else routes(pattern.url_patterns, route)


def test_every_door_is_in_the_table_and_the_table_has_no_other(world, db):
    ids = world.ids
    declared = {(door.split()[0], resolve("/api/v1/" + door.split()[1].format(**ids)).route) for door, _ in rows(API)}
    answered = {
        (method, route)
        for route, view in views_of(get_resolver().url_patterns)
        if not route.endswith("/docs")
        for method in methods_of(view)
    }
    assert answered == declared
    pages = {resolve("/" + path.format(**ids)).route for path, _ in rows(PAGES)}
    others = set(routes(get_resolver().url_patterns)) - {route for _, route in declared}
    assert {route for route in others - pages if not route.startswith(OTHERS)} == set()


def doors_of_the_desk() -> Iterator[str]:
    """Each list, form, act and page of it, our own among them; an id in the address is anyone's."""
    for pattern in get_resolver("config.urls").url_patterns:
        if str(pattern.pattern) == "admin/":
            for route in routes([pattern]):
                if "(?P" not in route:
                    yield "/" + re.sub(r"<(\w+:)?\w+>", lambda one: ANYONES.get(one[1], "1"), route)


ANYONES = {"uuid:": "00000000-0000-7000-8000-000000000000", "month:": "2026-10"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_staff_enters_the_desk(db, method):
    doors = sorted(set(doors_of_the_desk()) - {"/admin/login/", "/admin/logout/"})
    assert len(doors) > 200
    browser = browser_of(make_user())
    opened = [door for door in doors if getattr(browser, method)(door).status_code not in (302, 403)]
    assert opened == []
    assert [door for door in doors[::10] if getattr(Client(), method)(door).status_code not in (302, 403)] == []
