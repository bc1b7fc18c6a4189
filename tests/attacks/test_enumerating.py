"""Nobody learns what there is: what is somebody else's answers like what never was, and so do addresses of people.

By the doors of the authorisation table that a stranger finds shut (`make campaign NAME=enumerating`: some staff too).
Time is measured by tests/attacks/test_weighing.py. Where an address could be learnt, as many passwords are hashed, and
what statements more or less are left is hidden by the beat at which these doors answer. Of things by id each door's
statements are counted: where it asks more of what exists, it is in SLOWER, and tells that to nobody but who knows 74
random bits of its id.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from config.layers import pacing
from tests.attacks.keys import with_password
from tests.authorisation_table import API, BODIES, PAGES
from tests.bounties.conftest import client_of, make_user
from tests.bounties.judging.swapping import PER_REQUEST_TEXT
from tests.bounties.world import World, build_world
from tests.campaigns.options import IS_CAMPAIGN
from tests.keeping import kept
from tests.test_authorisation import browser_of, rows

pytestmark = pytest.mark.django_db
NOBODYS = ("stranger", "moderator", "finance") if IS_CAMPAIGN else ("stranger",)
HEADERS = {"Idempotency-Key": "enumerating", "If-Match": '"1"'}
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KNOWN, UNKNOWN = "known@example.com", "nobody@example.com"
SLOWER = {
    "DELETE /api/v1/invitations/{invitation}",
    "GET /api/v1/answers/{answer}/files/{file}",
    "GET /api/v1/awards/{award}/papers",
    "GET /api/v1/awards/{award}/papers/signed",
    "GET /api/v1/challenges/{public}/result-bundle",
    "GET /api/v1/challenges/{public}/results",
    "GET /api/v1/entries/{queued}/verdicts",
    "GET /api/v1/judging/files/{file}",
    "GET /api/v1/renditions/{rendition}",
    "POST /api/v1/amendments/{amendment}/answer",
    "POST /api/v1/awards/{award}/accept",
    "POST /api/v1/awards/{award}/appeal",
    "POST /api/v1/awards/{award}/decline",
    "POST /api/v1/awards/{award}/papers/extend",
    "POST /api/v1/awards/{award}/papers/rights",
    "POST /api/v1/entries/{entry}/screen",
    "POST /api/v1/entries/{queued}/accept",
    "POST /api/v1/entries/{queued}/give-back",
    "POST /api/v1/entries/{queued}/reject",
    "POST /api/v1/entries/{queued}/request-changes",
    "PUT /api/v1/entries/{entry}/scorecard",
    "GET /amendments/{amendment}",
    "GET /awards/{award}/appeal",
    "GET /challenges/{draft}/calendar.ics",
    "GET /challenges/{open}/propose/details",
}
world = kept(build_world)


def nowhere(world: World) -> dict[str, Any]:
    """The same names, of things that never were."""
    return {name: uuid4() if is_id(value) else value for name, value in world.ids.items()}


def is_id(value: Any) -> bool:
    return isinstance(value, UUID) or bool(ID.fullmatch(str(value)))


def heard(client: Any, method: str, url: str, body: str) -> tuple[int, str, int]:
    """Status, body without what is a request's own (id, nonce, address), and how many statements it took."""
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        answer = client.generic(method, url, body, "application/json", headers=HEADERS)
        transaction.set_rollback(True)
    text = PER_REQUEST_TEXT.sub(b"", answer.content).decode()
    return answer.status_code, ID.sub("ID", text), len(asked)


def told_apart(world: World, client: Any, doors: Iterator[tuple[str, str, str]]) -> tuple[list[str], set[str]]:
    """Doors that tell what is another's from what is not; and those that only take longer for it."""
    missing, told, slower = nowhere(world), [], set()
    for method, path, body in doors:
        there = heard(client, method, path.format(**world.ids), body)
        not_there = heard(client, method, path.format(**missing), body)
        if there[:2] != not_there[:2]:
            told.append(f"{method} {path}: {there[0]} or {not_there[0]}")
        elif there[2] != not_there[2]:
            slower.add(f"{method} {path}")
    return told, slower


def shut(table: str, person: str) -> Iterator[tuple[str, str]]:
    """The doors with an object in them that answer this person by 404."""
    for door, answers in rows(table):
        if answers[person] == "404" and "{" in door:
            yield door, answers[person]


@pytest.mark.parametrize("person", NOBODYS)
def test_what_is_anothers_answers_to_the_byte_like_what_never_was(world, person):
    cache.clear()
    api = ((*door.split(), json.dumps(BODIES.get(door, {}))) for door, _ in shut(API, person))
    doors = [(method, f"/api/v1/{path}", body) for method, path, body in api]
    pages = [("GET", f"/{path}", "") for path, _ in shut(PAGES, person)]
    assert len(doors) > 30
    told, slower = told_apart(world, client_of(world.people[person]), iter(doors))
    told_by_pages, slower_pages = told_apart(world, browser_of(world.people[person]), iter(pages))
    assert told + told_by_pages == []
    if person == "stranger":
        assert slower | slower_pages == SLOWER


def test_what_takes_longer_is_asked_for_by_an_id_that_nobody_guesses(world):
    for door in SLOWER:
        for name in re.findall(r"{(\w+)}", door):
            assert UUID(str(world.ids[name])).version in (4, 7), door


class CountingHasher(MD5PasswordHasher):
    """How often a password was hashed: what a sign-in's time is made of."""

    algorithm = "counting"
    counted: ClassVar[list[str]] = []

    def encode(self, password: str, salt: str) -> str:
        """Counted, then as ever."""
        self.counted.append(password)
        return super().encode(password, salt)


def hashes_of(settings: Any, client: Any, path: str, said: dict[str, str]) -> tuple[int, str, int]:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.counted.clear()
    cache.clear()
    answer = client.post(path, said)
    text = PER_REQUEST_TEXT.sub(b"", answer.content).decode()
    where = answer.headers.get("Location", "")
    for address in (KNOWN, UNKNOWN):
        text, where = text.replace(address, "ADDRESS"), where.replace(address, "ADDRESS")
    return answer.status_code, where + text, len(CountingHasher.counted)


SIGN_IN = {"login": "{}", "password": "wrong-one"}
FORMS = {
    "/accounts/login/": SIGN_IN,
    "/accounts/password/reset/": {"email": "{}"},
    "/accounts/signup/": {"email": "{}", "password1": "a-long-enough-one-7", "name": "Ada"},
}


@pytest.mark.parametrize("path", FORMS)
def test_no_form_tells_whether_an_address_has_an_account_and_takes_as_long(path, settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    known = make_user("known")
    known.set_password("right-one-7")
    known.save()
    answers = [
        hashes_of(settings, Client(), path, {name: value.format(address) for name, value in FORMS[path].items()})
        for address in (KNOWN, UNKNOWN)
    ]
    assert answers[0] == answers[1]


def test_the_api_does_not_tell_either(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    known = make_user("known")
    known.set_password("right-one-7")
    known.save()
    answers = [
        hashes_of(settings, client_of(None), "/api/v1/tokens", {"email": address, "password": "wrong", "name": "x"})
        for address in (KNOWN, UNKNOWN)
    ]
    assert answers[0] == answers[1]
    assert answers[0][2] == 1


@pytest.mark.parametrize("path", [*FORMS, "/api/v1/tokens"])
def test_what_is_left_of_time_waits_for_the_next_beat(path, settings, monkeypatch):
    settings.PACE_SECONDS, waited = 60.0, []
    with_password("known")
    said = FORMS.get(path, {"email": "{}", "password": "wrong", "name": "x"})
    with CaptureQueriesContext(connection) as asked:
        monkeypatch.setattr(pacing, "sleep", lambda seconds: waited.append((seconds, len(asked))))
        for address in (KNOWN, UNKNOWN):
            cache.clear()
            client = client_of(None) if path.startswith("/api") else Client()
            client.post(path, {name: value.format(address) for name, value in said.items()})
            assert waited[-1][1] == len(asked), "something was asked behind the wait"
    assert [0 < seconds <= 60 for seconds, _ in waited] == [True, True]


def test_whoever_tries_too_often_waits_for_no_beat(settings, monkeypatch):
    settings.PACE_SECONDS, waited = 60.0, []
    monkeypatch.setattr(pacing, "sleep", waited.append)
    cache.clear()
    said = {"email": UNKNOWN, "password": "wrong", "name": "x"}
    statuses = [client_of(None).post("/api/v1/tokens", said).status_code for _ in range(40)]
    assert statuses[-1] == 429
    assert len(waited) == len([status for status in statuses if status != 429])


def test_an_invitation_answers_alike_with_an_account_or_without(world):
    make_user("known")
    owner = client_of(world.people["owner"])
    answers = [
        owner.post(f"/api/v1/sponsors/{world.ids['sponsor']}/members", {"email": address, "role": "viewer"})
        for address in (KNOWN, UNKNOWN)
    ]
    said = [{**answer.json(), "id": "", "email": "", "created_at": ""} for answer in answers]
    assert (answers[0].status_code, said[0]) == (answers[1].status_code, said[1])
