"""Every door of the house, against the one table of who gets through it. A door that is not in the table fails here."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from rest_framework.test import APIClient

from bounties.accounts.models import User
from config.api.checks import methods_of, views_of
from tests.authorisation_table import API, BODIES, CALLS_STRIPE, OTHERS, PAGES, PEOPLE
from tests.bounties.conftest import client_of, make_user
from tests.bounties.world import World, build_world

REFUSALS = {401, 403, 404}


def rows(table: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The door, and what each person hears there."""
    for line in table.splitlines()[2:]:
        words = line.split()
        yield " ".join(words[: -len(PEOPLE)]), dict(zip(PEOPLE, words[-len(PEOPLE) :], strict=True))


def answer(client: APIClient, door: str, world: World) -> str:
    """What this person hears, with whatever it changed undone."""
    method, path = door.split()
    headers = {"Idempotency-Key": "authorisation", "If-Match": '"1"'}
    body = json.dumps(BODIES.get(door, {}))
    with transaction.atomic():
        url = "/api/v1/" + path.format(**world.ids)
        status = client.generic(method, url, body, "application/json", headers=headers).status_code
        transaction.set_rollback(True)
    return str(status) if status in REFUSALS or status >= 500 else "+"


def test_everyone_gets_through_the_doors_of_the_api_that_the_table_says(db):
    world = build_world()
    wrong = [
        f"{door}: {person} should hear {expected}, hears {heard}"
        for person in PEOPLE
        for client in [client_of(world.people[person])]
        for door, answers in rows(API)
        if (expected := answers[person]) != "+" or door not in CALLS_STRIPE
        if (heard := answer(client, door, world)) != expected
    ]
    assert wrong == []


def browser_of(person: User | None) -> Client:
    browser = Client()
    if person:
        browser.force_login(person)
    return browser


def test_everyone_sees_the_pages_that_the_table_says(db):
    world = build_world()
    wrong = [
        f"{path}: {person} should get {expected}, gets {got}"
        for person in PEOPLE
        for browser in [browser_of(world.people[person])]
        for path, answers in rows(PAGES)
        if (got := browser.get("/" + path.format(**world.ids)).status_code) != int(expected := answers[person])
    ]
    assert wrong == []


def routes(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    """Every route of the house, whoever answers it."""
    for pattern in patterns:
        route = f"{prefix}{pattern.pattern}"
        yield from [route] if isinstance(pattern, URLPattern) else routes(pattern.url_patterns, route)


def test_every_door_is_in_the_table_and_the_table_has_no_other(db):
    ids = build_world().ids
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


@pytest.mark.parametrize(
    "door", ["accounts/user/", "accounts/user/add/", "workers/delivery/", "jsi18n/", "password_change/"]
)
def test_nobody_but_staff_enters_the_desk(db, door):
    assert {browser_of(person).get(f"/admin/{door}").status_code for person in (None, make_user())} == {302}
