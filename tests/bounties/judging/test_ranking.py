"""Who comes first, and what parts a tie."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from bounties.judging.aggregation import Card
from bounties.judging.ranking import Candidate, rank

DEPTH, CLARITY = UUID(int=1), UUID(int=2)
WEIGHTS = {DEPTH: 50, CLARITY: 50}  # depth has the priority
MORNING = datetime(2026, 11, 21, 9, tzinfo=UTC)


def candidate(number: int, *cards: tuple[int, int], minute: int = 0, chairs: int | None = None) -> Candidate:
    """An entry with one card per pair of points; `chairs` is the place of the chair's card."""
    made = [
        Card(place, {DEPTH: Decimal(depth), CLARITY: Decimal(clarity)}, is_chairs=place == chairs)
        for place, (depth, clarity) in enumerate(cards)
    ]
    return Candidate(UUID(int=number), MORNING + timedelta(minutes=minute), made)


def order(*candidates: Candidate) -> list[int]:
    return [one.entry_id.int for one in rank(WEIGHTS, "weighted_mean", candidates)]


def ranks(*candidates: Candidate) -> list[int]:
    return [one.rank for one in rank(WEIGHTS, "weighted_mean", candidates)]


def test_the_higher_score_comes_first():
    assert order(candidate(1, (50, 50)), candidate(2, (60, 60))) == [2, 1]


def test_a_tie_is_parted_by_the_criterion_of_highest_priority():
    assert order(candidate(1, (40, 60)), candidate(2, (60, 40))) == [2, 1]


def test_then_by_the_chair():
    low, high = candidate(1, (60, 60), (80, 80), chairs=0), candidate(2, (60, 60), (80, 80), chairs=1)
    assert order(low, high) == [2, 1]
    assert ranks(low, high) == [1, 2]


def test_then_by_the_earliest_receipt():
    assert order(candidate(1, (60, 60), minute=5), candidate(2, (60, 60), minute=3)) == [2, 1]


def test_entries_that_only_their_receipt_parts_share_a_rank_and_the_next_is_skipped():
    found = ranks(candidate(1, (60, 60)), candidate(2, (60, 60), minute=1), candidate(3, (50, 50)))
    assert found == [1, 1, 3]


def test_scores_that_are_equal_as_published_are_tied():
    nearly = [Card(judge, {DEPTH: Decimal("60"), CLARITY: Decimal("60")}) for judge in range(3)]
    third = Candidate(UUID(int=3), MORNING, nearly)
    assert ranks(third, candidate(4, (60, 60))) == [1, 1]


def test_an_entry_without_a_score_has_no_rank():
    assert order(candidate(1), candidate(2, (10, 10))) == [2]


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)), min_size=1, max_size=8), st.randoms())
def test_the_order_does_not_depend_on_who_is_read_first(points, random):
    entries = [candidate(number, pair, minute=number) for number, pair in enumerate(points, start=1)]
    before = rank(WEIGHTS, "weighted_mean", entries)
    random.shuffle(entries)
    assert rank(WEIGHTS, "weighted_mean", entries) == before
    assert [one.position for one in before] == list(range(1, len(points) + 1))
    assert all(earlier.score >= later.score for earlier, later in pairwise(before))
