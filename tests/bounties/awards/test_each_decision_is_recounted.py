"""A stranger holds each kind of decision to the terms: its places, its prizes, its parts to the last unit, its end."""

import pytest

from tests.bounties.awards.tampering import (
    Change,
    Document,
    as_it_is,
    award,
    document,
    finding,
    kind,
    original,
    terms,
    words,
)

__all__ = ["document", "original"]


def more_than_the_first_prize(document: Document) -> None:
    award(document, 1, amount=100_001)
    award(document, 2, amount=49_999)


@pytest.mark.parametrize("by", ["scores", "person", "queue", "ballot", "jury"])
def test_whoever_decides_is_held_to_the_prizes(by, document):
    kind(document, by)
    more_than_the_first_prize(document)
    sentence = f"the award of {words(document)['first']} is no place of the terms, or more than its prize."
    assert finding(document, "decision") == (False, sentence)


@pytest.mark.parametrize("place", [{"rank": 3}, {"slot": 0}, {"slot": 2}])
def test_an_award_is_one_of_the_places(place, document):
    kind(document, "person")
    award(document, 2, **place)
    holds, said = finding(document, "decision")
    assert said.startswith(f"the award of {words(document)['second']} is no place")
    assert not holds


def test_a_guaranteed_prize_is_whole_and_of_one_that_is_not_a_part_may_be_awarded(document):
    award(document, 2, amount=49_999)
    sentence = f"{words(document)['second']} has 49999, less than the guaranteed 50000."
    assert finding(document, "decision") == (False, sentence)
    terms(document, guarantee="up_to")
    assert finding(document, "decision") == (True, "the awards follow the ranking")


def parts(document: Document, *amounts: int) -> None:
    """Equal parts go to the entries in the order of their aliases."""
    names = sorted(row["entry"] for row in document["receipts"])
    row = document["awards"][0]
    document["awards"] = [
        row | {"entry": name, "rank": 1, "slot": slot, "amount": amount}
        for slot, (name, amount) in enumerate(zip(names, amounts, strict=False), start=1)
    ]


def test_a_split_is_into_equal_parts_of_the_whole_purse_the_odd_unit_to_the_first(document):
    kind(document, "split", "split_among_qualified")
    terms(document, prizes=[{"rank": 1, "amount": 100, "count": 1}])
    parts(document, 34, 33, 33)
    assert finding(document, "decision") == (True, "3 equal parts of 100 minor units of usd")
    parts(document, 33, 34, 33)
    assert finding(document, "decision") == (False, "the awards are not 3 equal parts of 100 minor units.")
    parts(document, 50, 50)
    assert finding(document, "decision") == (False, "the awards are not 3 equal parts of 100 minor units.")
    kind(document, "split", "split_among_finalists")
    assert finding(document, "decision") == (True, "2 equal parts of 100 minor units of usd")
    document["awards"] = []
    kind(document, "split", "split_among_qualified")
    assert finding(document, "decision") == (True, "0 equal parts of 100 minor units of usd")


def test_a_kill_fee_is_its_share_of_the_purse_rounded_down_and_split_among_all(document):
    kind(document, "kill_fee")
    terms(document, kill_fee_bp=333, prizes=[{"rank": 1, "amount": 1_000, "count": 1}])
    parts(document, 11, 11, 11)
    assert finding(document, "decision") == (True, "3 equal parts of 33 minor units of usd")
    parts(document, 12, 11, 11)
    assert finding(document, "decision") == (False, "the awards are not 3 equal parts of 33 minor units.")
    document["awards"] = []
    assert finding(document, "decision") == (True, "0 equal parts of 33 minor units of usd")


def test_where_nobody_is_awarded_there_is_neither_an_award_nor_for_want_of_entries_an_entry(document):
    document["awards"] = []
    kind(document, "nobody", "no_pool")
    assert finding(document, "decision") == (True, "no_pool: nothing was awarded")
    kind(document, "none")
    assert not finding(document, "decision")[0]
    for row in document["receipts"]:
        row["judged"] = False
    assert finding(document, "decision") == (True, "no entry qualified, nothing was awarded")


def test_the_top_answer_has_half_of_the_purse_and_the_odd_unit(document):
    kind(document, "votes")
    terms(document, prizes=[{"rank": 1, "amount": 101, "count": 1}])
    parts(document, 51)
    assert finding(document, "decision")[0]
    parts(document, 50)
    assert not finding(document, "decision")[0]


def ended(document: Document) -> None:
    """The end of it: the first declined, and the third stepped in."""
    document["edition"] = "ended"
    first, second = document["awards"]
    stepped_in = first | {"entry": words(document)["third"], "status": "paid"}
    document["outcome"] = [first | {"status": "declined"}, second | {"status": "paid"}, stepped_in]


OUTCOMES: list[tuple[str, Change, str]] = [
    ("as it is", as_it_is, "what became of 2 awards: 3 rows"),
    ("another amount", lambda it: it["outcome"][2].update(amount=99_999), "{third} ends with 99999 for a place that"),
    ("a place of its own", lambda it: it["outcome"][1].update(slot=2), "{second} ends with 50000 for a place that"),
    ("one left out", lambda it: it["outcome"].pop(1), "nothing says what became of the award of {second}."),
    ("both have it", lambda it: it["outcome"][0].update(status="paid"), "an entry has two awards, or a place two"),
]


@pytest.mark.parametrize(("change", "sentence"), [row[1:] for row in OUTCOMES], ids=[row[0] for row in OUTCOMES])
def test_the_end_is_told_of_each_award_at_its_place_and_amount(change, sentence, document):
    ended(document)
    change(document)
    holds, said = finding(document, "outcome")
    assert said.startswith(sentence.format(**words(document)))
    assert holds == (change is as_it_is)
