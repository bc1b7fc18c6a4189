"""The board: an address that can be shared, narrowed down without counting, whole or as the part that a script asks."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.challenges.models import Challenge
from bounties.challenges.searching import ORDERINGS
from bounties.pages.browsing.home import FIGURES
from bounties.pages.browsing.paging import part_of
from tests.bounties.building import make_challenge

pytestmark = pytest.mark.django_db
MOST_QUERIES, MOST_BYTES = 12, 50_000


def board(**asked):
    return Client().get("/challenges", asked)


def titles(answer):
    return [challenge.title for challenge in answer.context["part"].rows]


@pytest.fixture
def three():
    for number, tags in enumerate([["sea"], ["sea", "data"], []], start=1):
        challenge = make_challenge("open", title=f"Number {number}")
        closes_at, judge_by = f"2030-01-0{4 - number}T00:00:00Z", "2031-01-01T00:00:00Z"
        Challenge.objects.filter(pk=challenge.pk).update(tags=tags, closes_at=closes_at, judge_by=judge_by)


def test_it_shows_the_newest_first_and_can_be_turned_to_the_next_to_close(three):
    assert titles(board()) == ["Number 3", "Number 2", "Number 1"]
    assert titles(board(order="closes_at")) == ["Number 3", "Number 2", "Number 1"]
    assert titles(board(order="closes_at", tag="sea")) == ["Number 2", "Number 1"]


@pytest.mark.parametrize("order", sorted(ORDERINGS))
def test_part_by_part_every_challenge_is_shown_once(three, order):
    seen, after = [], ""
    while True:
        part = part_of(Challenge.objects.listed(), ORDERINGS[order], after, size=1)
        seen += [row.title for row in part.rows]
        if not (after := part.after):
            break
    assert len(seen) == len(set(seen)) == 3


@pytest.mark.parametrize("order", sorted(ORDERINGS))
def test_a_later_part_begins_in_the_index_and_not_at_its_beginning(three, order):
    rows, ordering = Challenge.objects.listed(), ORDERINGS[order]
    after = part_of(rows, ordering, size=1).after
    with CaptureQueriesContext(connection) as captured:
        part_of(rows, ordering, after, size=1)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN {captured.captured_queries[0]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    begins = [line for line in plan.splitlines() if "Index Cond" in line]
    assert len(begins) == 1, plan
    assert ordering[0].lstrip("-") in begins[0], plan


def test_a_draft_is_on_no_board():
    make_challenge("draft", title="Still in the drawer")
    assert titles(board()) == []


@pytest.mark.parametrize("asked", [{"min_prize": "-2"}, {"status": "nonsense"}, {"format": "nonsense"}])
def test_what_cannot_be_read_is_said_beside_the_field_and_asks_nothing(three, asked):
    answer = board(**asked)
    assert answer.status_code == 200
    assert "notice bad" in answer.content.decode()
    assert len(titles(answer)) == 3


@pytest.mark.parametrize("after", ["x", "~", "1~2", "2030-01-01T00:00:00~x", "00000000-0000-0000-0000-000000000000~"])
@pytest.mark.parametrize("order", ["newest", "closes_at", "-prize"])
def test_a_mark_that_nobody_gave_begins_anew(three, after, order):
    assert len(titles(board(order=order, after=after))) == 3


def test_a_script_gets_the_list_alone_and_an_address_without_what_asks_nothing(three):
    answer = Client().get(
        "/challenges", {"q": "number", "status": "", "order": "newest"}, headers={"HX-Request": "true"}
    )
    assert "<html" not in answer.content.decode()
    assert answer["HX-Push-Url"] == "/challenges?q=number"
    assert "HX-Request" in answer["Vary"]


def test_it_asks_little_and_weighs_little():
    for number in range(25):
        make_challenge("open", title=f"Number {number}")
    with CaptureQueriesContext(connection) as captured:
        answer = board()
    assert len(captured.captured_queries) <= MOST_QUERIES
    assert len(answer.content) <= MOST_BYTES
    assert answer.context["part"].after


def test_the_front_door_tells_what_can_be_won(three):
    cache.delete(FIGURES)
    page = Client().get("/").content.decode()
    assert "Number 3" in page
    assert "People paid" in page


def test_new_challenges_can_be_subscribed_to(three):
    answer = Client().get("/challenges/feed")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "Number 1" in answer.content.decode()
