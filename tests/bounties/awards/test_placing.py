"""Who gets which place."""

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bounties.awards.placing import Chosen, Place, Proposal, departs, divide, fill, place, places
from bounties.errors import InvalidInput
from bounties.judging.ranking import Ranked
from payments.money import Money

FIRST, SECOND, THIRD, FOURTH = (UUID(int=number) for number in range(1, 5))
PRIZES = [(2, 500, 2), (1, 1_000, 1)]  # rank, amount, count
FREE = places(PRIZES)


def ranked(*entries: UUID) -> list[Ranked]:
    return [
        Ranked(position, position, entry, Decimal(100 - position), Decimal(0), 2)
        for position, entry in enumerate(entries, start=1)
    ]


def awarded(*ranks_and_entries: tuple[int, UUID]) -> list[Proposal]:
    return [Proposal(entry, Place(rank, 1, 1), "Why.") for rank, entry in ranks_and_entries]


def test_the_places_are_every_award_of_every_prize_best_first():
    assert places(PRIZES) == [Place(1, 1, 1_000), Place(2, 1, 500), Place(2, 2, 500)]


def test_filling_follows_the_ranking_as_far_as_either_goes():
    assert [(one.entry, one.place.rank) for one in fill(FREE, ranked(THIRD, FIRST), "By the rule.")] == [
        (THIRD, 1),
        (FIRST, 2),
    ]
    assert len(fill(FREE, ranked(FIRST, SECOND, THIRD, FOURTH), "By the rule.")) == 3


@given(st.integers(3_000, 10**9), st.integers(1, 60))
def test_equal_parts_are_exact_and_differ_by_one_unit_at_most(total, count):
    parts = [one.place.amount for one in divide(Money(total, "usd"), [UUID(int=n) for n in range(count)], "split", "r")]
    assert sum(parts) == total
    assert max(parts) - min(parts) <= 1


def test_parts_too_small_to_be_paid_make_no_award_at_all():
    assert len(divide(Money(150, "usd"), [FIRST, SECOND, THIRD], "split", "Why.")) == 3
    assert divide(Money(149, "usd"), [FIRST, SECOND, THIRD], "split", "Why.") == []


def test_a_choice_takes_the_next_free_slot_of_its_rank():
    chosen = [Chosen(FIRST, 1, "Best."), Chosen(SECOND, 2, "Good."), Chosen(THIRD, 2, "Good, too.", amount=400)]
    assert [one.place for one in place(chosen, FREE, {FIRST, SECOND, THIRD}, "usd")] == [
        Place(1, 1, 1_000),
        Place(2, 1, 500),
        Place(2, 2, 400),
    ]


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ([Chosen(FOURTH, 1, "Why.")], "No qualified entry"),
        ([Chosen(FIRST, 1, "Why."), Chosen(FIRST, 2, "Why.")], "only one award"),
        ([Chosen(FIRST, 3, "Why.")], "no prize, or none left, for rank 3"),
        ([Chosen(FIRST, 1, "Why."), Chosen(SECOND, 1, "Why.")], "none left, for rank 1"),
        ([Chosen(FIRST, 1, "  ")], "needs a reason"),
        ([Chosen(FIRST, 1, "Why.", amount=1_001)], "50 to 1000, not 1001"),
        ([Chosen(FIRST, 1, "Why.", amount=49)], "50 to 1000, not 49"),
    ],
)
def test_a_choice_that_fits_no_place_is_refused(chosen, sentence):
    with pytest.raises(InvalidInput, match=sentence) as refusal:
        place(chosen, FREE, {FIRST, SECOND, THIRD}, "usd")
    assert refusal.value.field == "awards"


def test_a_currency_of_whole_units_is_awarded_in_whole_units():
    with pytest.raises(InvalidInput, match="whole unit"):
        place([Chosen(FIRST, 1, "Why.", amount=20_050)], places([(1, 30_000, 1)]), {FIRST}, "huf")


@pytest.mark.parametrize(
    ("proposals", "expected"),
    [
        (awarded((1, FIRST), (2, SECOND), (2, THIRD)), False),
        (awarded((2, THIRD), (2, SECOND), (1, FIRST)), False),
        (awarded((1, FIRST)), False),
        ([], False),
        (awarded((1, SECOND), (2, FIRST)), True),
        (awarded((1, SECOND)), True),
        (awarded((1, FIRST), (2, THIRD)), True),
        (awarded((1, FOURTH)), True),
    ],
)
def test_awards_depart_from_the_ranking_if_a_better_entry_gets_less(proposals, expected):
    assert departs(proposals, ranked(FIRST, SECOND, THIRD)) is expected
