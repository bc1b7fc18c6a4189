"""The kinds of ballots, counted by hand: exact, the same in whatever order the ballots come."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bounties.challenges.ballot_rules import BallotRules
from bounties.judging.tallying import Nominee, tally

FIRST = datetime(2026, 11, 22, tzinfo=UTC)


def nominees(names: str) -> list[Nominee]:
    """Received in the order of this word's letters."""
    return [Nominee(name, FIRST + timedelta(seconds=number)) for number, name in enumerate(names)]


def order(kind: str, names: str, *papers: tuple[dict[str, int], int], **rules: int) -> str:
    return "".join(one.entry for one in tally(BallotRules(kind=kind, **rules), nominees(names), papers))


def ranked(ballots: dict[str, int]) -> list[tuple[dict[str, int], int]]:
    return [({name: place for place, name in enumerate(word, 1)}, times) for word, times in ballots.items()]


def test_plurality_counts_and_the_earlier_receipt_parts_a_tie():
    assert order("plurality", "abc", ({"b": 1}, 2), ({"c": 1}, 3)) == "cba"
    assert order("plurality", "bac", ({"a": 1}, 2), ({"b": 1}, 2)) == "bac"


def test_a_score_is_the_mean_of_those_given_and_a_missing_one_is_no_zero():
    papers = [({"a": 5}, 1), ({"b": 4, "c": 0}, 3)]
    found = tally(BallotRules(kind="score"), nominees("cba"), papers)
    assert [(one.entry, str(one.score), one.votes) for one in found] == [
        ("a", "5.0000", 1),
        ("b", "4.0000", 3),
        ("c", "0.0000", 3),
    ]


def test_what_nobody_scored_is_last_with_nothing():
    found = tally(BallotRules(kind="score"), nominees("ab"), [({"b": 0}, 1)])
    assert [(one.position, one.entry, str(one.score), one.votes) for one in found] == [
        (1, "b", "0.0000", 1),
        (2, "a", "0.0000", 0),
    ]


def test_too_few_scores_stand_behind_enough():
    papers = [({"a": 5}, 1), ({"b": 1}, 2)]
    assert order("score", "ab", *papers, minimum_scores=2) == "ba"
    assert order("score", "cab", *papers, minimum_scores=2) == "bac"


def test_means_are_compared_exactly_and_published_half_up():
    """1/3 and 33333/100000 are the same in four places, and not the same."""
    papers = [({"a": 1, "b": 1}, 33_333), ({"a": 0}, 66_667), ({"b": 0}, 66_666)]
    found = tally(BallotRules(kind="score"), nominees("ab"), papers)
    assert [(one.entry, str(one.score)) for one in found] == [("b", "0.3333"), ("a", "0.3333")]
    (only,) = tally(BallotRules(kind="score"), nominees("a"), [({"a": 1}, 1), ({"a": 0}, 7)])
    assert str(only.score) == "0.1250"
    (half,) = tally(BallotRules(kind="score"), nominees("a"), [({"a": 1}, 1), ({"a": 0}, 31)])
    assert str(half.score) == "0.0313"  # 1/32 is 0.03125


def test_the_run_off_moves_ballots_to_their_next_choice():
    """The known example of Tennessee's capital: most live near m, but k's and c's ballots make k the winner."""
    papers = ranked({"mnck": 42, "nckm": 26, "cknm": 15, "kcnm": 17})
    assert order("ranked", "mnck", *papers) == "kmnc"


def test_a_ballot_moves_on_as_often_as_its_choice_goes_out():
    """c goes out, then d, whom its two ballots had come to: they count for b then, who beats a by one."""
    papers = ranked({"a": 7, "b": 6, "d": 3, "cdb": 2})
    assert order("ranked", "abcd", *papers) == "badc"


@pytest.mark.parametrize("kind", ["plurality", "score", "ranked"])
def test_places_count_from_the_first(kind):
    found = tally(BallotRules(kind=kind), nominees("ab"), [({"a": 1}, 1)])
    assert [(one.position, one.entry) for one in found] == [(1, "a"), (2, "b")]


def test_a_tie_in_the_run_off_goes_by_the_latest_earlier_round():
    """c goes out first; a and b then have 5 each of 13, and b had fewer in the round before."""
    papers = ranked({"a": 5, "b": 3, "cb": 2, "d": 6})
    assert order("ranked", "badc", *papers) == "dabc"


def test_a_tie_in_every_round_goes_against_the_later_receipt():
    papers = ranked({"a": 2, "b": 2})
    assert order("ranked", "ab", *papers) == "ab"
    assert order("ranked", "ba", *papers) == "ba"


def test_marks_for_what_is_out_do_not_count():
    assert order("plurality", "ab", ({"x": 1}, 9), ({"b": 1}, 1)) == "ba"
    assert order("ranked", "ab", *ranked({"xb": 5, "a": 4})) == "ba"
    assert order("ranked", "ab", *ranked({"x": 5, "b": 1})) == "ba"
    assert order("score", "ab", ({"x": 5, "b": 1}, 1)) == "ba"


@pytest.mark.parametrize("kind", ["plurality", "score", "ranked"])
def test_the_order_of_the_ballots_never_matters(kind):
    draw = random.Random(7)
    papers = [_random_marks(kind, draw) for _ in range(200)]
    expected = order(kind, "abcdef", *((marks, 1) for marks in papers))
    draw.shuffle(papers)
    assert order(kind, "abcdef", *((marks, 1) for marks in papers)) == expected
    together = Counter(tuple(marks.items()) for marks in papers)
    assert order(kind, "abcdef", *((dict(marks), times) for marks, times in together.items())) == expected


def _random_marks(kind: str, draw: random.Random) -> dict[str, int]:
    names = draw.sample("abcdef", draw.randint(1, 6))
    if kind == "plurality":
        return {names[0]: 1}
    if kind == "score":
        return {name: draw.randint(0, 5) for name in names}
    return {name: place for place, name in enumerate(names, 1)}
