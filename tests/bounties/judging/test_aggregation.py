"""How scorecards become one score."""

from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from bounties.judging.aggregation import Card, mean, rounded, score_of, spread, weighted_mean

DEPTH, CLARITY = UUID(int=1), UUID(int=2)
WEIGHTS = {DEPTH: 60, CLARITY: 40}


def card(depth: object, clarity: object = None, *, is_chairs: bool = False) -> Card:
    given = {DEPTH: depth, CLARITY: clarity}
    return Card({key: Decimal(str(value)) for key, value in given.items() if value is not None}, is_chairs)


def test_a_score_is_the_mean_over_judges_of_their_weighted_means():
    assert weighted_mean(WEIGHTS, [card(90, 70), card(80, 60)]) == Decimal(77)


def test_every_judge_counts_the_same():
    assert weighted_mean(WEIGHTS, [card(100, 100), card(0, 0), card(0, 0)]) == Decimal(100) / 3


def test_a_score_that_was_not_given_is_not_a_zero():
    assert score_of(card(80), WEIGHTS) == Decimal(80)
    assert weighted_mean(WEIGHTS, [card(80), card(60, 60)]) == Decimal(70)


def test_a_zero_that_was_given_counts():
    assert score_of(card(80, 0), WEIGHTS) == Decimal(48)


def test_nothing_given_has_no_score():
    assert weighted_mean(WEIGHTS, []) is None
    assert weighted_mean(WEIGHTS, [Card({})]) is None
    assert mean([]) is None


def test_points_for_a_foreign_criterion_count_for_nothing():
    assert score_of(Card({DEPTH: Decimal(50), uuid4(): Decimal(100)}), WEIGHTS) == Decimal(50)


@pytest.mark.parametrize(
    ("exact", "published"),
    [("83.33335", "83.3334"), ("83.33334999", "83.3333"), ("0.00005", "0.0001"), ("100", "100.0000")],
)
def test_a_score_is_published_with_four_places_rounded_half_up(exact, published):
    assert str(rounded(Decimal(exact))) == published


def test_a_third_is_exact_until_it_is_published():
    thirds = weighted_mean(WEIGHTS, [card(100, 100), card(100, 100), card(0, 0)])
    assert str(rounded(thirds)) == "66.6667"


def test_the_spread_is_between_the_highest_and_the_lowest_judge():
    assert spread(WEIGHTS, [card(90, 90), card(50, 50), card(70, 70)]) == Decimal(40)
    assert spread(WEIGHTS, []) == 0
