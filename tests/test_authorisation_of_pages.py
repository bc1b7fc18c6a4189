"""What forms of pages take from whom, what other methods hear, and who else of a sponsor or a team sees which page."""

import itertools
import logging
from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.db import transaction

from bounties.accounts.models import User
from payments.models import InboxEvent
from tests.authorisation_table import (
    ANY_METHOD,
    API,
    CALLS_STRIPE,
    FORMS,
    MEMBERS,
    PAGES,
    PAGES_OF_MATES,
    PAGES_OF_MEMBERS,
    PEOPLE,
    ROLES,
    SUPPORTERS,
    WEBHOOKS,
)
from tests.bounties.conftest import client_of
from tests.bounties.world import World, build_world
from tests.campaigns.options import IS_CAMPAIGN
from tests.campaigns.reporting import report
from tests.keeping import kept
from tests.payments.stripe.conftest import Webhooks, event
from tests.test_authorisation import browser_of, heard, knock, of_a_session, rows

world = kept(build_world)
SIGN_IN = "in"
FORM = "application/x-www-form-urlencoded"
ENDINGS = ["well", "again", "late", "other", "body", "guess", "none"]
METHODS = ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"]


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """A refusal is not worth a line in the log."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


class Visit:
    """Somebody who is signed in anew at each door, as what a form did is undone."""

    def __init__(self, person: User | None) -> None:
        self.browser = browser_of(person)
        self.cookies = {name: cookie.value for name, cookie in self.browser.cookies.items()}

    def hears(self, method: str, path: str, world: World) -> str:
        """The status, or that one is to sign in."""
        self.browser.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = self.browser.generic(method, "/" + path.format(**world.ids), content_type=FORM)
            transaction.set_rollback(True)
        is_asked = response.status_code == 302 and "/accounts/login" in response["Location"]
        return SIGN_IN if is_asked else str(response.status_code)


def test_forms_take_from_everyone_what_the_table_says(world, db):
    visits = {person: Visit(world.people[person]) for person in PEOPLE}
    turn = itertools.cycle(PEOPLE[1:])
    wrong, asked = [], 0
    for path, answers in rows(FORMS):
        # Where all who are signed in hear the same, one of them asks for all.
        alike = not IS_CAMPAIGN and len({answers[person] for person in PEOPLE[1:]}) == 1
        for person in ["visitor", next(turn)] if alike else PEOPLE:
            asked += 1
            if (got := visits[person].hears("POST", path, world)) != answers[person]:
                wrong.append(f"{path}: {person} should hear {answers[person]}, hears {got}")
    report("doors", {"forms": len(list(rows(FORMS))), "forms_sent": asked, "wrong": len(wrong)})
    assert wrong == []


def test_other_methods_open_no_page(world, db):
    owner, forms, others = Visit(world.people["owner"]), dict(rows(FORMS)), itertools.cycle(["PUT", "PATCH", "DELETE"])
    asked = [(next(others), path) for path, _ in rows(PAGES) if path not in ANY_METHOD]
    asked += [("POST", path) for path, _ in rows(PAGES) if path not in forms]
    assert [one for one in asked if owner.hears(*one, world) != "405"] == []


OWN = [(PAGES_OF_MEMBERS, ROLES, "owner"), (PAGES_OF_MATES, ["mate"], "solver")]


@pytest.mark.parametrize(("table", "people", "part"), OWN, ids=["members", "mates"])
def test_pages_and_forms_of_a_sponsor_or_a_team_are_for_their_people_as_far_as_the_table_says(
    world, db, table, people, part
):
    visits = {person: Visit(world.others[person]) for person in people}
    told = [("GET", *row) for row in rows(PAGES)] + [("POST", *row) for row in rows(FORMS)]
    apart = {f"{method} {path}" for method, path, answers in told if answers[part] != answers["stranger"]}
    assert {door for door, _ in rows(table, people)} == apart
    wrong = [
        f"{door}: {person} should hear {answers[person]}, hears {got}"
        for door, answers in rows(table, people)
        for person, visit in visits.items()
        if (got := visit.hears(*door.split(), world)) != answers[person]
    ]
    assert wrong == []


def test_a_session_opens_the_doors_of_a_role_as_a_token_does(world, db):
    clients = {role: of_a_session(world.others[role]) for role in ROLES}
    wrong, turn = [], itertools.cycle(ROLES)
    for door, answers in rows(MEMBERS, ROLES):
        for role in ROLES if IS_CAMPAIGN else [next(turn)]:
            if (got := heard(knock(clients[role], door, world)[1])) != answers[role]:
                wrong.append(f"{door}: {role} hears {answers[role]} by a token, {got} by a session")
    assert wrong == []


def test_who_pays_too_or_follows_is_a_stranger_everywhere_else(world, db):
    people = ["backer", "follower"]
    clients, visits = ({who: make(world.others[who]) for who in people} for make in (client_of, Visit))
    rules, turn, wrong = dict(rows(SUPPORTERS, people)), itertools.cycle(people), []
    for door, answers in rows(API):
        rule = rules.get(door) or {next(turn): answers["stranger"]}  # each stranger's door by one of them
        for who, expected in rule.items():
            if door not in CALLS_STRIPE and (got := heard(knock(clients[who], door, world)[1])) != expected:
                wrong.append(f"{door}: {who} should hear {expected}, hears {got}")
    for path, answers in rows(PAGES):
        if (got := visits[who := next(turn)].hears("GET", path, world)) != answers["stranger"]:
            wrong.append(f"{path}: {who} should hear {answers['stranger']}, hears {got}")
    assert wrong == []


def signed(webhooks: Webhooks, path: str, ending: str) -> int:
    """What an event hears that is signed in this way."""
    told, other = event(), "whsec_test_platform" if "connect" in path else "whsec_test_connect"
    match ending:
        case "late":
            return webhooks.send(told, path=path, at=event()["created"] - 301).status_code
        case "other" | "guess":
            return webhooks.send(told, path=path, secret=other if ending == "other" else "whsec_guess").status_code
        case "none":
            return webhooks.post(path, b"{}", None).status_code
    sent = webhooks.send(told, path=path)
    if ending == "well":
        return sent.status_code
    body, signature = sent.wsgi_request.body, sent.wsgi_request.headers["Stripe-Signature"]
    return webhooks.post(path, body + b" " if ending == "body" else body, signature).status_code


def test_the_doors_for_stripe_open_to_what_stripe_signed_and_to_nothing_else(db):
    webhooks = Webhooks()
    for path, answers in rows(WEBHOOKS, ENDINGS):
        for ending, expected in answers.items():
            before = InboxEvent.objects.count()
            assert signed(webhooks, "/" + path, ending) == int(expected), (path, ending)
            first = ending in ("well", "again", "body")  # the last two send it well before
            assert InboxEvent.objects.count() == before + first, (path, ending)


@pytest.mark.parametrize("method", METHODS)
def test_other_methods_of_the_doors_for_stripe_keep_nothing_however_well_signed(db, method):
    webhooks = Webhooks()
    for path, _ in rows(WEBHOOKS, ENDINGS):
        good = webhooks.send(event(), path="/" + path).wsgi_request
        headers = {"Stripe-Signature": good.headers["Stripe-Signature"]}
        before = InboxEvent.objects.count()
        other = webhooks.client.generic(method, "/" + path, good.body, "application/json", headers=headers)
        assert (other.status_code, InboxEvent.objects.count()) == (405, before)
