"""A search that PostgreSQL would take too long for is refused, in a sentence that says what to do."""

from django.test import Client

from bounties.challenges import finding
from tests.bounties.challenges.test_finding import ask
from tests.bounties.conftest import client_of


def test_words_that_take_too_long_are_refused_by_name(committed_db, monkeypatch):
    monkeypatch.setattr(finding, "LONGEST_MS", 20)
    monkeypatch.setattr(finding, "STATEMENT", finding.STATEMENT.replace("WITH near", "SELECT pg_sleep(5); WITH near"))
    refused = ask(q="pallet")
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["q"])
    page = Client().get("/challenges", {"q": "pallet"})
    assert (page.status_code, "take too long" in page.content.decode()) == (200, True)


def test_a_title_that_takes_too_long_is_refused_by_its_own_name(committed_db, monkeypatch):
    monkeypatch.setattr(finding, "LONGEST_MS", 20)
    monkeypatch.setattr(finding, "STATEMENT", finding.STATEMENT.replace("WITH near", "SELECT pg_sleep(5); WITH near"))
    refused = client_of(None).get("/api/v1/challenges/similar", {"title": "Sort the pallet of a warehouse"})
    assert (refused.status_code, list(refused.json()["errors"])) == (400, ["title"])
