"""Whatever a program sends to whichever address, by whichever method: it hears what is wrong, and nothing fails.

Schemathesis asks what the schema tells of; here is what it does not: methods that a door has not, parameters and
headers that nobody reads, bodies that are none. `make campaign NAME=nonsense` sends 20,000 of it (SAMPLE=0: all of it
everywhere, 170,000), among tests a few hundred, drawn by the run's seed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from bounties.accounts.models import User
from tests.authorisation_table import API, CALLS_STRIPE, FORMS, PAGES, PEOPLE
from tests.bounties.world import World, build_world
from tests.campaigns.options import length, seed_of_this_run
from tests.campaigns.reporting import report
from tests.keeping import kept
from tests.test_authorisation import rows

pytestmark = pytest.mark.django_db
world = kept(build_world)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
SAMPLE = length("SAMPLE", campaign=20_000, among_tests=300)
# Stripe is not there: to say so, by 503, is right.
WITHOUT_STRIPE = {door.split()[1] for door in CALLS_STRIPE} | {"mine/onboarding"}
AWAY = 503


@dataclass(frozen=True, slots=True)
class Nonsense:
    """Something that no client of ours would send."""

    name: str
    query: str = ""
    body: bytes = b""
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


DEEP = 100_000
NONSENSE = (
    Nonsense("unknown parameter", query="x=1"),
    Nonsense("no number", query="page_size=many&page=-1&limit=1e9"),
    Nonsense("a number without end", query=f"page_size={'9' * 5000}&page={'9' * 5000}"),
    Nonsense("a foreign cursor", query="cursor=cD0yMDI2&after=%2500"),
    Nonsense("a cursor of rubbish", query="cursor=%FF%FE%00"),
    Nonsense("a zero byte", query="q=%00&search=%00&id=%00&next=%00&status=%00&format=%00"),
    Nonsense("no UTF-8", query="q=%C3%28&search=%C3%28&id=%ED%A0%80&sort=%FF"),
    Nonsense("half a pair of surrogates", query="q=%ED%A0%80"),
    Nonsense("brackets", query="q[]=1&filter[status]=open&status[$ne]=x"),
    Nonsense("moments that never were", query="since=2027-02-30&until=99999-01-01&month=2027-13&from=-1&date=0"),
    Nonsense("the same a thousand times", query="status=open&" * 1_000),
    Nonsense("words for SQL", query="sort=title;drop--&order=1)&ordering=-(select)"),
    Nonsense("addresses that are none", headers={"Origin": "http://[", "Referer": "http://["}),
    Nonsense("nothing at all"),
    Nonsense("half an object", body=b'{"title": "'),
    Nonsense("a list", body=b"[]"),
    Nonsense("null", body=b"null"),
    Nonsense("a text", body=b'"text"'),
    Nonsense("no UTF-8 in the body", body=b'{"title": "\xff\xfe"}'),
    Nonsense("NaN", body=b'{"amount": NaN, "score": Infinity, "points": -Infinity, "rank": 1e999}'),
    Nonsense("a surrogate", body=b'{"title": "\\ud800", "reason": "\\udfff", "body": "\\u0000", "name": "\\ud83d"}'),
    Nonsense("a number of 5,000 digits", body=b'{"amount": ' + b"9" * 5_000 + b', "rank": 1e400}'),
    Nonsense("a depth without end", body=b"[" * DEEP + b"]" * DEEP),
    Nonsense("objects without end", body=b'{"a":' * DEEP + b"1" + b"}" * DEEP),
    Nonsense("a form where JSON is read", body=b"title=x&title=y", kind="application/x-www-form-urlencoded"),
    Nonsense("a form of no UTF-8", body=b"title=%FF%00&reason=%C3%28", kind="application/x-www-form-urlencoded"),
    Nonsense("parts without a boundary", body=b"--x\r\n", kind="multipart/form-data"),
    Nonsense(
        "parts that never end", body=b"--x\r\nContent-Disposition: form-data", kind="multipart/form-data; boundary=x"
    ),
    Nonsense("another alphabet", body='{"title": "x"}'.encode("utf-16"), kind="application/json; charset=utf-16"),
    Nonsense("an alphabet that is none", body=b"{}", kind="application/json; charset=klingon"),
    Nonsense("a kind that is none", body=b"{}", kind="a/b/c;;=\x7f"),
    Nonsense("wanted as nothing known", headers={"Accept": "application/x-nothing"}),
    Nonsense(
        "wanted as rubbish", headers={"Accept": ";q=,,/*", "Accept-Language": "-;q=9", "Accept-Encoding": "*;q=x"}
    ),
    Nonsense("versions that are none", headers={"If-Match": "x", "If-None-Match": 'W/"', "If-Modified-Since": "soon"}),
    Nonsense("any version", headers={"If-Match": "*", "If-None-Match": "*"}),
    Nonsense("a key too long", headers={"Idempotency-Key": "k" * 5_000}),
    Nonsense("a key of no letters", headers={"Idempotency-Key": "\u00ff\u0000"}),
    Nonsense("a part of it", headers={"Range": "bytes=9-1,-,x-"}),
    Nonsense("a token that is none", headers={"Authorization": "Bearer \u00ff\u00fe"}),
    Nonsense("basic rubbish", headers={"Authorization": "Basic %%%"}),
    Nonsense("a cookie of rubbish", headers={"Cookie": "sessionid=\u00ff; csrftoken=\u0000; laurel_language=%00"}),
    Nonsense("another host", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"}),
    Nonsense("a request id of markup", headers={"X-Request-ID": "<script>\r\n" * 100, "X-Correlation-ID": "\u00ff"}),
    Nonsense("a forged sender", headers={"X-Forwarded-For": "999.1.1.1, ::x, \u00ff", "X-Forwarded-Proto": "gopher"}),
    Nonsense("another method in words", headers={"X-HTTP-Method-Override": "DELETE"}),
)


def addresses(world: World) -> Iterator[tuple[str, str]]:
    """Each address of the house, and somebody who may come in there."""
    for table, prefix in ((API, "api/v1/"), (PAGES, ""), (FORMS, "")):
        for door, answers in rows(table):
            path = door.split()[-1]
            if path not in WITHOUT_STRIPE:
                person = next((one for one in reversed(PEOPLE) if answers[one] in {"+", "200"}), "visitor")
                yield f"/{prefix}{path.format(**world.ids)}", person


def sent(browser: Client, method: str, address: str, nonsense: Nonsense) -> HttpResponse:
    url = f"{address}?{nonsense.query}" if nonsense.query else address
    with transaction.atomic():
        answer = browser.generic(method, url, nonsense.body, nonsense.kind, headers=nonsense.headers)
        transaction.set_rollback(True)
    return answer


def browser_of(person: User | None) -> Client:
    browser = Client(raise_request_exception=False)
    if person:
        browser.force_login(person)
    return browser


def test_no_nonsense_makes_a_door_fail(world):
    everything = [*product(sorted(set(addresses(world))), METHODS, NONSENSE)]
    drawn = random.Random(seed_of_this_run()).sample(everything, SAMPLE or len(everything))
    browsers = {person: browser_of(world.people[person]) for person in PEOPLE}
    failed = []
    for (address, person), method, nonsense in drawn:
        cache.clear()
        answer = sent(browsers[person], method, address, nonsense)
        if answer.status_code >= 500:
            failed.append(f"{answer.status_code} {method} {address} as {person}: {nonsense.name}")
    report("nonsense", {"requests": len(drawn), "failed": len(failed)})
    assert failed == []
