"""Who has the board already is told so by one small query, and never once anything on it changed."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import Sponsor, User
from bounties.challenges.models import Challenge
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of, make_staff, make_user
from workers.clock import laurel_now

API = "/api/v1/challenges"
OF_REQUEST = {"X-Request-ID", "RateLimit-Remaining", "RateLimit-Reset"}

pytestmark = pytest.mark.django_db


def again(tag: str, path: str = API, by: User | None = None, **headers: str) -> int:
    return int(client_of(by).get(path, HTTP_IF_NONE_MATCH=tag, **headers).status_code)


def test_it_costs_one_query_of_another_table_and_counts_for_the_limit():
    make_challenge()
    first = client_of(None).get(API)
    with CaptureQueriesContext(connection) as asked:
        second = client_of(None).get(API, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (second.status_code, second.content) == (304, b"")
    assert [("workers_mark" in row["sql"], "challenges" in row["sql"]) for row in asked] == [(True, False)]
    assert int(second["RateLimit-Remaining"]) == int(first["RateLimit-Remaining"]) - 1


def test_the_short_way_answers_as_the_long_one_does():
    make_challenge()
    tag = client_of(None).get(API)["ETag"]
    short = client_of(None).get(API, HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_LANGUAGE="de")
    long = client_of(None).get(API, HTTP_IF_NONE_MATCH=tag, HTTP_ACCEPT_LANGUAGE="de", HTTP_COOKIE="any=1")
    told = [{name: value for name, value in one.headers.items() if name not in OF_REQUEST} for one in (short, long)]
    assert told[0] == told[1]
    assert (short.status_code, long.status_code) == (304, 304)
    assert set(short.headers) == set(long.headers)


@pytest.mark.parametrize("number", [0, 21])
@pytest.mark.parametrize(
    "more", [{}, {"HTTP_ACCEPT_LANGUAGE": "de"}, {"HTTP_ACCEPT": "*/*"}, {"HTTP_HOST": "127.0.0.1"}]
)
def test_the_board_s_short_way_answers_as_the_long_one_does(number, more):
    owner = make_challenge().sponsor if number else None
    for _ in range(number - 1):
        make_challenge("open", sponsor=owner)
    asked = {"HTTP_ACCEPT": "application/json"} | more
    with CaptureQueriesContext(connection) as short_asked:
        short = client_of(None).get(API, **asked)
    assert len(short_asked) == 1
    long = client_of(None).get(API, **asked, HTTP_COOKIE="any=1")
    assert not hasattr(short.wsgi_request, "user")
    assert hasattr(long.wsgi_request, "user")
    assert (short.status_code, short.content) == (long.status_code, long.content)
    told = [{name: value for name, value in one.headers.items() if name not in OF_REQUEST} for one in (short, long)]
    assert told[0] == told[1]
    assert set(short.headers) == set(long.headers)
    assert int(short["RateLimit-Remaining"]) == int(long["RateLimit-Remaining"]) + 1
    assert again(short["ETag"], **more) == 304


@pytest.mark.parametrize("query", ["page_size=2", "cursor=x", "page_size=0", "page_size=2&page_size=x", "cursor="])
def test_pages_of_the_board_are_the_same_by_both_ways(query):
    for _ in range(3):
        make_challenge()
    path = client_of(None).get(f"{API}?page_size=1").json()["next"] if query == "cursor=" else f"{API}?{query}"
    asked = {"HTTP_ACCEPT": "application/json"}
    short, long = client_of(None).get(path, **asked), client_of(None).get(path, **asked, HTTP_COOKIE="any=1")
    said = [{name: told for name, told in one.json().items() if name != "request_id"} for one in (short, long)]
    assert said[0] == said[1]
    told = [{name: value for name, value in one.headers.items() if name not in OF_REQUEST} for one in (short, long)]
    assert {**told[0], "Content-Length": ""} == {**told[1], "Content-Length": ""}
    assert (short.status_code, short.get("ETag")) == (long.status_code, long.get("ETag"))


def test_the_board_s_short_way_keeps_the_limit(settings):
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"visitor": 2}
    make_challenge()
    answers = [client_of(None).get(API, HTTP_ACCEPT="application/json", REMOTE_ADDR="192.0.2.77") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]


@pytest.mark.parametrize("path", [API, f"{API}?page_size=2", f"{API}?status=open", f"{API}?q=pallet&ordering=-prize"])
def test_each_page_of_everyones_board_has_its_tag_for_visitors_and_for_people(path):
    make_challenge()
    tag = client_of(None).get(path)["ETag"]
    assert [again(tag, path), again(tag, path, by=make_user())] == [304, 304]
    other = f"{path}&currency=usd" if "?" in path else f"{path}?currency=usd"
    assert [again(tag, other), again(tag, path, HTTP_HOST="127.0.0.1")] == [200, 200]


def test_what_is_shown_to_one_only_has_no_tag_of_everyones():
    make_challenge()
    owner, staff = Sponsor.objects.get().memberships.get().user, make_staff("moderator")
    everyones = client_of(None).get(f"{API}?status=open&mine=true")["ETag"]
    assert [again(everyones, f"{API}?status=open&mine=true", by=who) for who in (None, owner, staff)] == [304, 200, 200]


CHANGES: dict[str, Callable[[Challenge], object]] = {
    "a title": lambda one: Challenge.objects.filter(pk=one.pk).update(title="Another"),
    "its visibility": lambda one: Challenge.objects.filter(pk=one.pk).update(visibility="unlisted"),
    "its deadline's passing": lambda one: Challenge.objects.filter(pk=one.pk).update(status="judging"),
    "its sponsor's name": lambda one: Sponsor.objects.update(name="Another"),
    "its sponsor's kind": lambda one: Sponsor.objects.update(kind="individual"),
    "another one": lambda one: make_challenge(),
}


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_on_the_board_ends_the_tag(what):
    challenge = make_challenge()
    tag = client_of(None).get(API)["ETag"]
    CHANGES[what](challenge)
    answer = client_of(None).get(API, HTTP_IF_NONE_MATCH=tag)
    assert (answer.status_code, answer["ETag"] == tag) == (200, False)


def test_what_vanishes_from_the_board_ends_the_tag_too():
    make_challenge()
    gone = Challenge.objects.filter(pk=make_challenge("draft").pk)
    gone.update(published_at=laurel_now())
    tag = client_of(None).get(API)["ETag"]
    assert gone.delete()[0] > 0
    assert again(tag) == 200


def test_what_is_not_on_the_board_leaves_it_as_it_is():
    make_challenge()
    draft = make_challenge("draft")
    tag = client_of(None).get(API)["ETag"]
    Challenge.objects.filter(pk=draft.pk).update(title="Another")
    make_challenge("draft")
    Sponsor.objects.update(about="Something else.")
    assert again(tag) == 304


def test_who_is_above_the_limit_is_refused_here_too(settings):
    make_challenge()
    tag = client_of(None).get(API)["ETag"]
    settings.RATE_LIMITS = settings.RATE_LIMITS | {"visitor": 2}
    assert [again(tag) for _ in range(6)][-1] == 429  # six, as a minute may turn in between


def test_the_front_of_the_board_shows_what_the_ordinary_statement_does():
    for _ in range(3):
        make_challenge()
    seen = []
    for more in ("", "&ordering=newest"):
        first = client_of(None).get(f"{API}?page_size=1{more}").json()
        second = client_of(None).get(first["next"]).json()
        last, back = (client_of(None).get(second[way]).json() for way in ("next", "previous"))
        assert (last["next"], first["previous"], back["previous"]) == (None, None, None)
        seen.append([page["results"] for page in (first, second, last, back)])
    assert seen[0] == seen[1]
    assert seen[0][0] == seen[0][3] != seen[0][1] != seen[0][2]
