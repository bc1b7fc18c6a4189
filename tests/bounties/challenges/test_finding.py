"""Words are looked for in bounded time: whichever way they are found the answer is the same, and a list cut is told."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bounties.challenges import finding, likening
from bounties.challenges.models import Challenge
from bounties.challenges.searching import ORDERINGS
from tests.bounties.building import make_challenge
from tests.bounties.conftest import client_of

API = "/api/v1/challenges"
WAYS = {"near": (100, 100, 100), "named": (1, 100, 1), "far": (1, 1, 100)}  # NEAR, NAMED, FAR
WORDS = ["pallet", "PALL", "ice pallet", '"ice pallet"', "pallet -ice", "ice or fire", "spoils", "allets", "ce", "%%%"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def board():
    titles = ["Ice pallet", "Fire", "Pallets of ice", "A pallet", "Spoiling", "Slice", "Pallet of fire"]
    for number, title in enumerate(titles):
        made = make_challenge("open", title=title, summary="Tell what spoils." if number % 2 else "What?")
        Challenge.objects.filter(pk=made.pk).update(prize_total=number // 3)
    make_challenge("draft", title="Pallet in the drawer")


@pytest.fixture
def way(request, monkeypatch):
    take(monkeypatch, *WAYS[request.param])


def take(monkeypatch, near, named, far):
    for name, value in {"NEAR": near, "NAMED": named, "FAR": far}.items():
        monkeypatch.setattr(finding, name, value)


def ask(**asked):
    return client_of(None).get(API, asked)


def pages(size, **asked):
    """The titles of every page, by its own link to the next."""
    answer, found = ask(page_size=size, **asked).json(), []
    while True:
        found.append([row["title"] for row in answer["results"]])
        if not answer["next"]:
            return found
        answer = client_of(None).get(answer["next"]).json()


@pytest.mark.parametrize("way", WAYS, indirect=True)
def test_each_way_finds_what_has_the_words_in_its_order(board, way):
    for words, order in [*((words, "newest") for words in WORDS), *(("pallet", order) for order in ORDERINGS)]:
        right = Challenge.objects.listed().mentioning(words).order_by(*ORDERINGS[order])
        found = pages(2, q=words, ordering=order)
        assert [title for page in found for title in page] == [one.title for one in right], (words, order)
        assert all(len(page) == 2 for page in found[:-1])


@pytest.mark.parametrize("way", WAYS, indirect=True)
def test_what_else_is_asked_holds_whichever_way_it_is_found(board, way):
    assert pages(10, q="pallet", min_prize=1) == [["Pallet of fire", "A pallet"]]
    assert pages(10, q="pallet", status="judging") == [[]]


@pytest.mark.parametrize("way", WAYS, indirect=True)
def test_it_is_two_questions_and_leaves_the_session_as_it_was(board, way):
    with CaptureQueriesContext(connection) as asked:
        ask(q="pallet")
    assert len(asked) == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('enable_seqscan'), current_setting('statement_timeout')")
        assert cursor.fetchone() == ("on", "0")


def test_a_list_that_is_cut_says_so_to_programs_and_to_people(board, monkeypatch):
    take(monkeypatch, near=1, named=1, far=3)
    answer = ask(q="pallet").json()
    assert [row["title"] for row in answer["results"]] == ["Pallet of fire"]
    assert answer["notice"].startswith("More than 1 challenges have these words, and only the next 3 of the board")
    assert "only the next 3 of the board" in Client().get("/challenges", {"q": "pallet"}).content.decode()


@pytest.mark.parametrize("far", [7, 8])
def test_a_list_that_ends_with_the_board_is_not_cut(board, monkeypatch, far):
    take(monkeypatch, near=1, named=1, far=far)
    assert "notice" not in ask(q="pallet").json()
    assert "notice" not in ask().json()


def similar(title):
    answer = client_of(None).get(f"{API}/similar", {"title": title})
    assert answer.status_code == 200, answer.json()
    return [row["title"] for row in answer.json()]


def test_a_similar_title_is_found_among_the_newest_and_by_its_words_however_old(board, monkeypatch):
    assert similar("Palet of fyre")[0] == "Pallet of fire"
    monkeypatch.setattr(likening, "LATEST", 1)
    assert similar("Ice pallets") == ["Pallets of ice", "Ice pallet"]
    assert similar("Ise palet") == []  # misspelt, and no longer among the newest


def test_similar_ones_are_measured_only_so_far(board, monkeypatch):
    for name, value in {"LATEST": 1, "LOOKED_AT": 2}.items():
        monkeypatch.setattr(likening, name, value)
    take(monkeypatch, near=1, named=1, far=1)
    with CaptureQueriesContext(connection) as asked:
        assert similar("Pallet") == ["Pallet of fire"]
    assert len(asked) == 3


@pytest.mark.parametrize("title", ["of the", "???", "it's \\ 'x' & | ! ( : *", "\\'", "a" * 120, " ".join("abcdefgh")])
def test_no_title_breaks_the_search_for_similar_ones(board, title):
    assert similar(title) == []
