"""Nobody sets what they were not asked for, by the API, by a page's form or at the desk.

Each door of the API is sent the name of every column of ours and refuses by name what it does not know; each form of a
page, with all of them beside its own fields, changes exactly the rows that it changes without. Among tests a few pages
drawn by the run's seed; `make campaign NAME=assigning` takes every page.
"""

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.core.cache import cache
from django.http import HttpResponse, QueryDict
from django.test import Client, RequestFactory
from django.urls import resolve
from rest_framework.serializers import BaseSerializer, ListSerializer

from bounties.accounts.models import User
from payments.api.fields import StrictSerializer
from tests.attacks.columns import columns
from tests.attacks.effects import Tables
from tests.attacks.forms import Form, Pairs, forms_of
from tests.authorisation_table import API, BODIES, CALLS_STRIPE, PAGES, PEOPLE
from tests.bounties.conftest import client_of, make_staff, make_user
from tests.bounties.world import World, build_world
from tests.campaigns.options import IS_CAMPAIGN, seed_of_this_run
from tests.campaigns.reporting import report
from tests.keeping import kept
from tests.test_authorisation import browser_of, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
# They read no body, so there is nothing in it that could be taken for more.
WITHOUT_A_BODY = {
    *("POST challenges/{draft}/submit", "POST finance/reconciliations"),
    *("POST notifications/read", "POST notifications/{notification}/read", "PUT ideas/{idea}/follow"),
}
world = kept(build_world)


def sent(client, door, world, body) -> HttpResponse:
    method, path = door.split()
    return client.generic(
        method,
        "/api/v1/" + path.format(**world.ids),
        json.dumps(body, default=str),
        "application/json",
        headers={"Idempotency-Key": "assigning"} | ({"If-Match": '"1"'} if method == "PATCH" else {}),
    )


def writing_doors(world: World) -> Iterator[tuple[str, Any]]:
    """Each door that takes a body, and somebody who is let through."""
    clients = {person: client_of(world.people[person]) for person in PEOPLE}
    cache.clear()
    for door, answers in rows(API):
        person = next((one for one in reversed(PEOPLE) if answers[one] == "+"), None)
        if door.startswith(("POST", "PUT", "PATCH")) and person and door not in CALLS_STRIPE:
            yield door, clients[person]


# What decides over rights, money and states, and is nobody's to write.
NOBODYS = {
    *("id", "pk", "is_staff", "is_superuser", "is_active", "status", "verified_at", "created_at", "sha256", "due_at"),
    *("approvals_required", "decided_at", "settled_at", "paid_at", "charge_id", "account_id", "effect_key", "secret"),
    *("created_by", "created_by_id", "user", "user_id", "by", "by_id", "entrant", "entrant_id", "actor_id", "rating"),
    *("sponsor_id", "challenge_id", "round", "rank", "slot", "sequence", "approved_at", "is_default", "verified"),
}
# The doors at which such a name is what is asked for.
ASKED_FOR = {
    "POST ideas/{idea}/answer": {"status"},  # what the sponsor says of the idea: of its own statuses
    "POST challenges/{draft}/raises": {"rank"},
    "POST challenges/{public}/raises": {"rank"},
    "POST awards/{award}/papers/rights": {"sha256"},  # of the document that was read, which must be the one at hand
}


def test_every_door_refuses_every_column_that_it_does_not_know_and_writes_nothing(world):
    names, tables = {**columns(world.people["stranger"].pk), "pk": "7"}, Tables()
    taken, asked = {}, {}
    for door, client in writing_doors(world):
        known = BODIES.get(door, {})
        answer, effects = tables.effects_of(lambda: sent(client, door, world, {**names, **known}))  # noqa: B023
        said = answer.json().get("errors", {}) if answer.content else {}
        if answer.status_code == 400 and "Unknown field" in json.dumps(said):
            asked[door] = names.keys() - said.keys()
            assert effects == {}, door
        else:
            taken[door] = answer.status_code
        if answer.status_code >= 300:
            assert effects == {}, door
    assert {door for door, status in taken.items() if status < 300} == WITHOUT_A_BODY
    report("assigning", {"doors": len(asked) + len(taken), "columns_sent_to_each": len(names)})
    assert {status for status in taken.values() if status >= 300} <= {409, 415}
    assert len(taken) < 40
    assert {door: found for door, every in asked.items() if (found := every & NOBODYS)} == ASKED_FOR


def test_what_reads_no_body_does_the_same_whatever_is_sent(world):
    names, tables = columns(world.people["stranger"].pk), Tables()
    for door, client in writing_doors(world):
        if door in WITHOUT_A_BODY:
            did = [tables.effects_of(lambda body=body: sent(client, door, world, body))[1] for body in ({}, names)]  # noqa: B023
            assert did[0] == did[1], door


def strict(kind: type = StrictSerializer) -> Iterator[type]:
    for one in kind.__subclasses__():
        yield one
        yield from strict(one)


def test_what_lies_within_a_body_is_closed_too():
    open_within = [
        f"{outer.__name__}.{name}"
        for outer in strict()
        for name, field in outer().fields.items()
        for inner in [getattr(field, "child", field)]
        if isinstance(inner, BaseSerializer) and not inner.read_only
        if not isinstance(inner, StrictSerializer | ListSerializer)
    ]
    assert open_within == []


# --- Pages ---------------------------------------------------------------------------------------------------------

NEAREST_FIRST = ["owner", "solver", "judge", "moderator", "arbiter", "finance", "stranger", "visitor"]
SURE = "challenges/{open}/pause"  # its button changes something; of the others that a short run draws maybe none
ON_EVERY_PAGE = ("/accounts/logout/", "/admin/logout/", "/language", "#")


def seen_pages() -> list[tuple[str, dict[str, str]]]:
    every = [(path, answers) for path, answers in rows(PAGES) if "200" in answers.values()]
    sure = [row for row in every if row[0] == SURE]
    return every if IS_CAMPAIGN else [*sure, *random.Random(seed_of_this_run()).sample(every, 18)]


def sendings(world: World) -> Iterator[tuple[Client, str, Pairs]]:
    """Every button of every form, once for each kind: who presses it, where it goes, what is sent."""
    told = set()
    for path, answers in seen_pages():
        person = next(one for one in NEAREST_FIRST if answers[one] == "200")
        browser, url = browser_of(world.people[person]), "/" + path.format(**world.ids)
        for form in forms_at(browser, url):
            for fields in form.requests():
                target = form.action or url
                kind = (resolve(target.partition("?")[0]).route, tuple(fields[-1:]), tuple(sorted(dict(fields))))
                if kind not in told:
                    told.add(kind)
                    yield browser, target, fields


def forms_at(browser: Client, url: str) -> list[Form]:
    answer = browser.get(url)
    if answer.streaming or "text/html" not in answer.headers.get("Content-Type", ""):
        return []
    return [form for form in forms_of(answer.content.decode()) if form.action not in ON_EVERY_PAGE]


def pressed(browser: Client, target: str, fields: Pairs) -> HttpResponse:
    browser.cookies, cookies = browser.cookies.copy(), browser.cookies
    body = QueryDict(mutable=True)
    for name, value in fields:
        body.appendlist(name, value)
    try:
        return browser.post(target, body.urlencode(), content_type="application/x-www-form-urlencoded")
    finally:
        browser.cookies = cookies


def test_a_form_with_every_column_beside_its_fields_does_what_it_does_without(world):
    names, tables, differing, effective = columns(world.people["stranger"].pk), Tables(), [], 0
    pressed_at = list(sendings(world))
    for browser, target, fields in pressed_at:
        more = [(name, value) for name, value in names.items() if name not in dict(fields)]
        done = []
        for extra in ([], more):
            answer, effects = tables.effects_of(lambda extra=extra: pressed(browser, target, [*extra, *fields]))  # noqa: B023
            done.append((answer.status_code, effects))
        effective += bool(done[0][1])
        if done[0] != done[1]:
            differing.append((target, fields, done))
    figures = {"buttons_of_forms": len(pressed_at), "that_change_something": effective}
    report("assigning", figures | {"changed_otherwise_by_more_columns": len(differing)})
    assert differing == []
    assert effective > (35 if IS_CAMPAIGN else 0)


# --- The desk ------------------------------------------------------------------------------------------------------

# What an administrator writes in a form of Django's own rather than by an act that asks for a reason.
CALENDAR = {"name", "label", "country", "subdivision", "zone", "is_default", "is_offered"}
PLAN = {"name", "label", "is_default", "is_offered"}
ADDRESS = {"user", "email", "verified", "primary"}
GROUP = {"name", "permissions"}
WRITTEN_BY_ADMINISTRATORS = {
    "accounts.user": {"is_active", "is_staff", "is_superuser", "role", "groups"},
    **dict.fromkeys(("service_levels.calendar", "service_levels.calendar (new)"), CALENDAR),
    **dict.fromkeys(("service_levels.plan", "service_levels.plan (new)"), PLAN),
    **dict.fromkeys(("account.emailaddress", "account.emailaddress (new)"), ADDRESS),
    **dict.fromkeys(("auth.group", "auth.group (new)"), GROUP),
}


def writable_by(person: User) -> dict[str, set[str]]:
    """The fields of the desk's own forms for this person."""
    request = RequestFactory().get("/admin/")
    request.user = person
    written = {}
    for model, desk in admin.site._registry.items():
        row, name = model(), model._meta.label_lower
        if desk.has_change_permission(request, row) and (fields := set(desk.get_form(request, row).base_fields)):
            written[name] = fields
        if desk.has_add_permission(request) and (fields := set(desk.get_form(request).base_fields)):
            written[f"{name} (new)"] = fields
    return written


def test_at_the_desk_only_these_columns_can_be_written():
    assert writable_by(make_user(is_staff=True, is_superuser=True)) == WRITTEN_BY_ADMINISTRATORS


@pytest.mark.parametrize("role", User.Role.values)
def test_staff_of_a_role_write_no_column_at_the_desk(role):
    assert writable_by(make_staff(role)) == {}
