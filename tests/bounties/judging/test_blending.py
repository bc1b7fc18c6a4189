"""What votes are worth on the judges' scale, and who has spoken."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bounties.challenges.ballot_rules import BallotKind, BallotRules
from bounties.challenges.scoring_rules import Options
from bounties.judging.aggregation import Card
from bounties.judging.blending import jury_has_spoken, jurys_scores, public_has_spoken, public_scores
from bounties.judging.ranking import Candidate
from bounties.judging.tallying import Nominee, tally

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def worth(rules, papers, *, entries="abc"):
    """The public's scores of these entries, by what the ballots say."""
    nominees = [Nominee(name, NOW + timedelta(seconds=number)) for number, name in enumerate(entries)]
    placings = [one.as_json() for one in tally(rules, nominees, papers)]
    return {entry: str(score) for entry, score in public_scores(rules, placings).items()}


def test_votes_are_worth_their_percentage_of_those_of_the_first():
    papers = [({"a": 1}, 2), ({"b": 1}, 3)]
    assert worth(BallotRules(), papers) == {"b": "100.0000", "a": "66.6667", "c": "0.0000"}


def test_a_mean_is_worth_twenty_times_as_much_and_nothing_with_too_few_scores():
    rules = BallotRules(kind="score", minimum_scores=2)
    papers = [({"a": 5, "b": 4}, 1), ({"a": 4, "c": 5}, 1), ({"a": 4}, 1)]
    assert worth(rules, papers) == {"a": "86.6660", "c": "0.0000", "b": "0.0000"}


def test_of_an_order_it_counts_how_many_others_an_entry_beats():
    rules = BallotRules(kind="ranked")
    assert worth(rules, [({"c": 1, "a": 2}, 3), ({"a": 1}, 1)]) == {"c": "100.0000", "a": "50.0000", "b": "0.0000"}
    assert worth(rules, [({"a": 1}, 1)], entries="a") == {"a": "100.0000"}


def test_votes_for_nobody_are_worth_nothing():
    assert worth(BallotRules(), [({"gone": 1}, 2)]) == {"a": "0.0000", "b": "0.0000", "c": "0.0000"}


@given(
    kind=st.sampled_from(sorted(BallotKind)),
    votes=st.lists(st.permutations("abcd").map(lambda order: order[:3]), min_size=1, max_size=20),
)
def test_the_publics_scores_are_0_to_100_and_never_contradict_the_tally(kind, votes):
    marks = {
        BallotKind.PLURALITY: lambda order: {order[0]: 1},
        BallotKind.SCORE: lambda order: {entry: 5 - place for place, entry in enumerate(order)},
        BallotKind.RANKED: lambda order: {entry: place for place, entry in enumerate(order, 1)},
    }
    found = [Decimal(one) for one in worth(BallotRules(kind=kind), [(marks[kind](one), 1) for one in votes]).values()]
    assert found == sorted(found, reverse=True)
    assert all(0 <= one <= 100 for one in found)


def candidate(name, cards, public=None):
    given = [Card(f"j{number}", {0: Decimal(80)}) for number in range(cards)]
    return Candidate(name, NOW, given, public)


@pytest.mark.parametrize(
    ("candidates", "spoken"),
    [
        ([candidate("a", 2, Decimal(1)), candidate("b", 2, Decimal(0))], (True, True)),
        ([candidate("a", 2, Decimal(1)), candidate("b", 1, Decimal(0))], (False, True)),
        ([candidate("a", 2), candidate("b", 2)], (True, False)),
        ([candidate("a", 2, Decimal(1)), candidate("back", 0)], (True, True)),  # came back after the votes were counted
        ([], (False, False)),
    ],
)
def test_a_jury_has_spoken_once_everything_on_the_ballot_has_its_scorecards(candidates, spoken):
    assert (jury_has_spoken(candidates, 2), public_has_spoken(candidates)) == spoken


def test_the_jurys_own_scores_are_its_weighted_means():
    cards = [Card("j1", {0: Decimal(80), 1: Decimal(50)}), Card("j2", {0: Decimal(90), 1: Decimal(60)})]
    found = jurys_scores({0: 60, 1: 40}, [Candidate("a", NOW, cards, Decimal(3)), candidate("b", 0)], Options())
    assert found == {"a": Decimal("73.0000")}
