"""Keyset pages: each row once, in order, both ways, whatever happens in between; and never a COUNT."""

import random
from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from bounties.accounts.models import Sponsor
from workers.clock import laurel_now


@pytest.fixture
def client(client_of, user):
    return client_of(user)


@pytest.fixture
def sponsors(db):
    """Thirty, with many equal names and some without a date."""
    now, dice = laurel_now(), random.Random(7)
    for number in range(30):
        verified_at = now - timedelta(microseconds=dice.randrange(3)) if number % 3 else None
        Sponsor.objects.create(name=f"S{dice.randrange(4)}", kind="company", verified_at=verified_at)


def walk(client, url: str, way: str = "next") -> list[list[str]]:
    pages = []
    while url:
        body = client.get(url).json()
        pages.append([row["id"] for row in body["results"]])
        url = body[way]
    return pages


@pytest.mark.parametrize(
    "order", ["name", "-name", "verified_at", "-verified_at", "-verified_at,name", "kind,-name", "-pk"]
)
def test_every_row_comes_once_and_in_order(client, sponsors, order):
    names = [*order.split(","), "pk"] if "pk" not in order else [order]
    expected = [str(pk) for pk in Sponsor.objects.order_by(*names).values_list("pk", flat=True)]
    pages = walk(client, f"/api/v1/sponsors?by={order}&page_size=4")
    assert [row for page in pages for row in page] == expected
    assert [len(page) for page in pages] == [4] * 7 + [2]


@pytest.mark.parametrize("order", ["name", "-verified_at", "verified_at"])
def test_the_way_back_shows_the_same_pages(client, sponsors, order):
    url = f"/api/v1/sponsors?by={order}&page_size=5"
    forward = walk(client, url)
    while following := client.get(url).json()["next"]:
        url = following
    assert walk(client, url, "previous") == forward[::-1]


def test_a_row_that_comes_in_between_shifts_nothing(client, sponsors):
    first = client.get("/api/v1/sponsors?by=-name&page_size=5").json()
    Sponsor.objects.create(name="Z", kind="company")
    second = client.get(first["next"]).json()
    assert not {row["id"] for row in first["results"]} & {row["id"] for row in second["results"]}


def test_links_are_in_a_header_too(client, sponsors):
    answer = client.get("/api/v1/sponsors?page_size=5")
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'


def test_rows_are_never_counted(client, sponsors, django_assert_max_num_queries):
    with django_assert_max_num_queries(3) as found:
        client.get("/api/v1/sponsors")
    assert isinstance(found, CaptureQueriesContext)
    assert not any("COUNT(" in query["sql"].upper() for query in found.captured_queries)


def test_one_page_is_all_there_is_of_few(client, sponsor):
    body = client.get("/api/v1/sponsors").json()
    assert (len(body["results"]), body["next"], body["previous"]) == (1, None, None)


@pytest.mark.parametrize("size", ["0", "-1", "101", "x", "1.5", "²", "9" * 30, "000000001000", "000000001" + "0" * 200])
def test_a_page_has_1_to_100_rows(client, size):
    answer = client.get(f"/api/v1/sponsors?page_size={size}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["page_size"]


@pytest.mark.parametrize("cursor", ["x", "eyJhIjoxfQ:1abc:def", "eyJhIjoxfQ~1abc~def", "%00", "a" * 3000])
def test_a_forged_cursor_is_refused(client, cursor):
    answer = client.get(f"/api/v1/sponsors?cursor={cursor}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["cursor"]


def test_a_cursor_serves_only_its_own_ordering(client, sponsors):
    cursor = client.get("/api/v1/sponsors?page_size=5").json()["next"].split("cursor=")[1].split("&")[0]
    assert client.get(f"/api/v1/sponsors?by=-name&cursor={cursor}").status_code == 400


def test_the_same_page_has_the_same_address_and_tag_whenever_it_is_asked_for(client, sponsors):
    first = client.get("/api/v1/sponsors?page_size=5")
    cursor = first.json()["next"].split("cursor=")[1].split("&")[0]
    assert cursor.count("~") == 1  # what it says and its signature; a third part would be the time of signing
    assert "%" not in cursor  # nothing in it needs to be escaped
    answer = client.get("/api/v1/sponsors?page_size=5", HTTP_IF_NONE_MATCH=first["ETag"])
    assert answer.status_code == 304
