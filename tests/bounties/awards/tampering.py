"""A signed result's document to be changed in one thing, and what the stranger's program then says of it."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection, transaction

from bounties.judging.verify import findings
from tests.bounties.awards.conftest import decide
from tests.bounties.awards.recounting import bundle_of
from tests.bounties.staging import hold_purse, judging_stage

Document = dict[str, Any]
Change = Callable[[Document], Any]


@pytest.fixture(scope="module")
def original(django_db_setup, django_db_blocker) -> Document:
    """Three entries with 90, 80 and 70 points of two judges; the first two have the prizes of 100,000 and 50,000."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            stage = hold_purse(judging_stage())
            stage.judge_all(90, 80, 70)
            decide(stage, [(0, 1), (1, 2)])
            found: Document = bundle_of(stage)["document"]
            transaction.set_rollback(True)
        connection.close()
    return found


@pytest.fixture
def document(original) -> Document:
    return deepcopy(original)


def finding(document: Document, check: str) -> tuple[bool, str]:
    """Whether that check holds, and what it says."""
    return next((one.holds, one.sentence) for one in findings({"document": document}) if one.name == check)


def words(document: Document) -> dict[str, str]:
    """What a sentence may name: the entries by their place, the first card's judge, and the close."""
    names = dict(zip(["first", "second", "third"], [row["entry"] for row in document["ranking"]], strict=True))
    card, agreed = document["scoring"]["cards"][0], document["terms"]["document"]
    return names | {"judge": card["judge"], "scored": card["entry"], "close": agreed["closes_at"]}


def receipt(document: Document, name: str) -> dict[str, Any]:
    return next(row for row in document["receipts"] if row["entry"] == words(document)[name])


def cards(document: Document) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document["scoring"]["cards"]
    return found


def award(document: Document, place: int, **said: Any) -> None:
    document["awards"][place - 1].update(said)


def terms(document: Document, **said: Any) -> None:
    document["terms"]["document"].update(said)


def kind(document: Document, kind: str, rule: str = "arbiter") -> None:
    document["decision"].update(kind=kind, rule=rule)


def as_it_is(document: Document) -> None:
    """Nothing is changed."""
