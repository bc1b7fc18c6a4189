"""How scorecards become one score, by each of the published rules."""

from decimal import Decimal, localcontext
from fractions import Fraction
from math import floor
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bounties.challenges.models.aggregations import Aggregation
from bounties.challenges.scoring_rules import SCORING_RULES, Options, options_of
from bounties.judging.aggregation import (
    EXACT,
    PUBLIC,
    RULES,
    Card,
    blended,
    components,
    mean,
    rounded,
    score_of,
    spread,
    total,
)

DEPTH, CLARITY = UUID(int=1), UUID(int=2)
WEIGHTS = {DEPTH: 60, CLARITY: 40}


def card(depth: object, clarity: object = None, *, judge: object = None, is_chairs: bool = False) -> Card:
    given = {DEPTH: depth, CLARITY: clarity}
    points = {key: Decimal(str(value)) for key, value in given.items() if value is not None}
    return Card(judge or uuid4(), points, is_chairs)


def scores(rule: str, panel: dict[str, list[Card]], **said: int) -> dict[str, str]:
    """Each entry's published score."""
    options = options_of(rule, said)
    with localcontext(EXACT):
        found = components(rule, WEIGHTS, panel, options)
        return {entry: str(total(rule, WEIGHTS, parts, options)) for entry, parts in found.items()}


def column(rule: str, *rows: list[object], **said: int) -> list[str]:
    """One criterion: each entry's component, of what the judges in order gave it; None: nothing."""
    grid = {
        entry: {judge: Decimal(str(one)) for judge, one in enumerate(row) if one is not None}
        for entry, row in enumerate(rows)
    }
    found = RULES[rule](grid, options_of(rule, said))
    return [str(rounded(found[entry], 2)) if entry in found else "none" for entry in grid]


def test_every_rule_that_terms_may_name_is_one_that_can_be_calculated():
    assert set(RULES) == set(SCORING_RULES) == set(Aggregation.values)


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_says_what_it_does(rule):
    assert len(RULES[rule].__doc__ or "") > 40
    assert SCORING_RULES[rule].sentence.endswith(".")


def test_every_judge_counts_the_same():
    assert scores("weighted_mean", {"a": [card(100, 100), card(0, 0), card(0, 0)]}) == {"a": "33.3333"}


def test_the_weights_weigh():
    assert scores("weighted_mean", {"a": [card(90, 70), card(80, 60)]}) == {"a": "77.0000"}


def test_a_score_that_was_not_given_is_not_a_zero_and_neither_is_its_weight():
    assert scores("weighted_mean", {"a": [card(80)], "b": [card(80), card(60, 60)]}) == {"a": "80.0000", "b": "66.0000"}
    assert column("trimmed_mean", [9, None, 7, 8]) == ["8.00"]
    assert column("median", [None, 9, 7]) == ["8.00"]
    assert score_of(card(80), WEIGHTS) == 80


def test_a_zero_that_was_given_counts():
    assert scores("weighted_mean", {"a": [card(80, 0)]}) == {"a": "48.0000"}


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"jury_and_public"}))
def test_nothing_given_has_no_score(rule):
    assert scores(rule, {"a": [], "b": [Card(1, {})]}) == {}
    assert mean([]) is None


def test_points_for_a_foreign_criterion_count_for_nothing():
    assert score_of(Card("x", {DEPTH: Decimal(50), uuid4(): Decimal(100)}), WEIGHTS) == 50


def test_a_trimmed_mean_leaves_out_the_highest_and_the_lowest():
    assert column("trimmed_mean", [10, 70, 80, 90], drop=1) == ["75.00"]
    assert column("trimmed_mean", [10, 20, 70, 80, 90], drop=2) == ["70.00"]
    assert column("trimmed_mean", [8, 8, 8, 5]) == ["8.00"]


def test_too_few_scores_to_drop_any_leave_no_score():
    assert column("trimmed_mean", [50, 60], [50, 60, 70]) == ["none", "60.00"]


def test_a_median_is_the_middle_or_between_the_two_in_the_middle():
    assert column("median", [1, 100, 3], [4, 1, 2, 100], [7]) == ["3.00", "3.00", "7.00"]


def test_components_are_rounded_before_they_are_summed_only_where_the_rule_says_so():
    panel = {"a": [card("80.01", "70.03"), card(80, 70), card(80, 70)]}
    assert scores("rounded_components", panel) == {"a": "76.00"}
    assert scores("weighted_mean", panel) == {"a": "76.0060"}
    assert scores("weighted_mean", panel, places=2) == {"a": "76.01"}


def test_a_rank_sum_counts_whom_each_judge_puts_lower_with_ties_at_half():
    assert column("rank_sum", [90, 50], [80, 99], [80, 10]) == ["75.00", "62.50", "12.50"]


def test_in_a_rank_sum_it_does_not_matter_how_far_apart_a_judge_puts_them():
    assert column("rank_sum", [90], [80], [10]) == column("rank_sum", [51], [50], [49]) == ["100.00", "50.00", "0.00"]


def test_a_judge_of_one_entry_compares_none():
    assert column("rank_sum", [100, None], [None, 60], [None, 50]) == ["50.00", "100.00", "0.00"]
    assert column("normalised", [100, None], [None, 60], [None, 50]) == ["50.00", "60.00", "40.00"]


def test_normalised_scores_forgive_a_strict_judge():
    mild, strict = [90, 80, 70], [40, 30, 20]
    assert column("normalised", *([one] for one in mild)) == column("normalised", *([one] for one in strict))
    assert column("normalised", [90, None], [70, None], [None, 40], [None, 20]) == ["60.00", "40.00"] * 2


def test_who_gives_everyone_the_same_says_nothing():
    assert column("normalised", [70, 60], [70, 40]) == ["55.00", "45.00"]


def test_jury_and_public_count_in_their_shares_and_who_lacks_one_has_no_score():
    jury, public = {"a": Decimal(80), "b": Decimal(60), "c": Decimal(99)}, {"a": Decimal(10), "b": Decimal(50)}
    assert blended(jury, public, 25) == {"a": Decimal("62.5"), "b": Decimal("57.5")}
    grid = {"a": {"j1": Decimal(70), "j2": Decimal(90), PUBLIC: Decimal(10)}, "c": {"j1": Decimal(99)}}
    assert RULES["jury_and_public"](grid, Options(public_share=25)) == {"a": Decimal("62.5")}


def test_where_nobody_has_the_publics_score_the_jury_counts_alone():
    grid = {"a": {"j1": Decimal(70), "j2": Decimal(90)}, "c": {"j1": Decimal(99)}}
    assert RULES["jury_and_public"](grid, Options(public_share=25)) == {"a": Decimal(80), "c": Decimal(99)}


@pytest.mark.parametrize(
    ("exact", "published"),
    [("83.33335", "83.3334"), ("83.33334999", "83.3333"), ("0.00005", "0.0001"), ("100", "100.0000")],
)
def test_a_score_is_published_with_four_places_rounded_half_up(exact, published):
    assert str(rounded(Decimal(exact))) == published


POINTS = st.integers(0, 10_000).map(lambda cents: Decimal(cents) / 100)


@given(depths=st.lists(POINTS, min_size=1, max_size=24), clarities=st.lists(POINTS, min_size=1, max_size=24))
def test_a_score_is_what_exact_fractions_give_rounded_half_up(depths, clarities):
    """However many judges there are, thirds and sevenths add up to the boundaries that they lie on."""
    panel = {"a": [*(card(one) for one in depths), *(card(None, one) for one in clarities)]}
    means = [sum(map(Fraction, given)) / len(given) for given in (depths, clarities)]
    exact = (means[0] * 60 + means[1] * 40) / 100
    half_up = Decimal(floor(exact * 10_000 + Fraction(1, 2))) / 10_000
    assert Decimal(scores("weighted_mean", panel)["a"]) == half_up


def test_the_spread_is_between_the_highest_and_the_lowest_judge():
    assert spread(WEIGHTS, [card(90, 90), card(50, 50), card(70, 70)]) == 40
    assert spread(WEIGHTS, []) == 0


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"jury_and_public"}))
@given(data=st.data())
def test_no_rule_cares_in_which_order_judges_and_entries_are_read(rule, data):
    points = st.integers(0, 400).map(lambda quarter: Decimal(quarter) / 4)
    rows = data.draw(st.lists(st.lists(points, min_size=4, max_size=4), min_size=1, max_size=5))
    panel = {entry: [card(one, one, judge=judge) for judge, one in enumerate(row, 1)] for entry, row in enumerate(rows)}
    turned = {entry: list(reversed(panel[entry])) for entry in reversed(panel)}
    assert scores(rule, panel) == scores(rule, turned)


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"jury_and_public", "normalised"}))
@given(points=st.lists(st.integers(0, 100), min_size=3, max_size=7))
def test_a_score_is_within_the_points_scale(rule, points):
    (score,) = scores(rule, {"a": [card(one, one) for one in points]}).values()
    assert 0 <= Decimal(score) <= 100
