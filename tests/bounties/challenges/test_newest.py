"""The newest of the board are those that were published last, however long they lay in a drawer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.challenges.models import Challenge
from bounties.challenges.searching import ORDERINGS
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of
from workers.clock import laurel_now

API = "/api/v1/challenges"
NEWEST_FIRST = ["Pallet 1", "Pallet 2", "Pallet 3"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted_in_another_order():
    """The first drafted is published last."""
    for hours, title in enumerate(NEWEST_FIRST):
        challenge = make_challenge("open", title=title)
        Challenge.objects.filter(pk=challenge.pk).update(published_at=laurel_now() - timedelta(hours=hours))


@pytest.mark.parametrize("asked", [{}, {"status": "open"}, {"q": "pallet"}, {"ordering": "newest"}])
def test_the_api_lists_those_first_which_were_published_last(drafted_in_another_order, asked):
    rows = client_of(None).get(API, asked).json()["results"]
    assert [row["title"] for row in rows] == NEWEST_FIRST


@pytest.mark.parametrize("asked", ["", "&status=open", "&q=pallet"])
def test_page_by_page_and_back_none_is_missed_or_shown_twice(drafted_in_another_order, asked):
    Challenge.objects.update(published_at=laurel_now())  # all at one moment: then the id decides
    first = client_of(None).get(f"{API}?page_size=1{asked}").json()
    second = client_of(None).get(first["next"]).json()
    third = client_of(None).get(second["next"]).json()
    assert [page["results"][0]["title"] for page in (first, second, third)] == NEWEST_FIRST[::-1]
    assert third["next"] is None
    assert client_of(None).get(third["previous"]).json()["results"] == second["results"]


def test_pages_and_the_feed_have_the_same_order(drafted_in_another_order):
    for address in ("/challenges", "/challenges/feed"):
        page = Client().get(address).content.decode()
        places = [page.index(title) for title in NEWEST_FIRST]
        assert places == sorted(places)


@pytest.mark.parametrize("order", sorted(ORDERINGS))
@pytest.mark.parametrize("more", ["", "&status=open"])
def test_a_later_page_begins_in_the_index_and_not_at_its_beginning(drafted_in_another_order, order, more):
    asked = f"{API}?page_size=1{more}" + ("" if order == "newest" else f"&ordering={order}")
    following = client_of(None).get(asked).json()["next"]
    with CaptureQueriesContext(connection) as captured:
        client_of(None).get(following)
    (read,) = [row["sql"] for row in captured if "sponsor" in row["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {read}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    begins = [line for line in plan.splitlines() if "Index Cond" in line and "challenges_challenge" not in line]
    assert any(ORDERINGS[order][0].lstrip("-") in line for line in begins), plan
