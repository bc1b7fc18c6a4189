"""How ballots become an order: pure functions, named by the published kind of ballot, exact and recomputable by anyone.

A ballot is its marks by entry: 1 for the one chosen, 0 to 5 as a score, or 1, 2, 3 as an order. What a ballot does not
name takes no part; a missing score is no zero. Marks for an entry that is out by the time of the tally don't count.
What nothing else parts goes by the earliest receipt, then by the entry's random id.

- `plurality`: the most ballots.
- `score`: the highest mean of the scores given, compared as exact fractions, published with four places rounded half
  up. Entries with fewer scores than the rules' minimum stand behind all others. Equal means: the more scores.
- `ranked`: instant run-off. Each ballot counts for its best entry that is still in; the entry with the fewest goes out,
  one at a time, until one is left; the order is that of going out, last first. Equal fewest: who had fewer in the
  latest earlier round that parts them, then who was received later.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from bounties.challenges.ballot_rules import BallotKind, BallotRules

Marks = Mapping[str, int]  # by entry
Paper = tuple[Marks, int]  # and how many ballots say exactly so
UNSCORED = Fraction(-1)  # sorts behind every score


@dataclass(frozen=True, slots=True)
class Nominee:
    """An entry on the ballot."""

    entry: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Placing:
    """A place in the tally: `votes` is how many ballots spoke for it, at the end or when it went out."""

    position: int
    entry: str
    score: Decimal
    votes: int

    def as_json(self) -> dict[str, Any]:
        """As the tally's document has it."""
        return {"position": self.position, "entry": self.entry, "score": str(self.score), "votes": self.votes}


def tally(rules: BallotRules, nominees: Sequence[Nominee], papers: Iterable[Paper]) -> list[Placing]:
    """Every nominee's place, best first."""
    return KINDS[BallotKind(rules.kind)](rules, nominees, papers)


def by_plurality(rules: BallotRules, nominees: Sequence[Nominee], papers: Iterable[Paper]) -> list[Placing]:
    """The most ballots first."""
    votes: Counter[str] = Counter()
    for marks, count in papers:
        for entry in marks:
            votes[entry] += count
    ordered = sorted(nominees, key=lambda one: (-votes[one.entry], one.received_at, one.entry))
    return [
        Placing(position, one.entry, Decimal(votes[one.entry]), votes[one.entry])
        for position, one in enumerate(ordered, start=1)
    ]


def by_score(rules: BallotRules, nominees: Sequence[Nominee], papers: Iterable[Paper]) -> list[Placing]:
    """The highest mean first; entries with too few scores behind."""
    given: Counter[str] = Counter()
    summed: Counter[str] = Counter()
    for marks, count in papers:
        for entry, mark in marks.items():
            given[entry] += count
            summed[entry] += mark * count
    means = {one.entry: Fraction(summed[one.entry], given[one.entry]) for one in nominees if given[one.entry]}

    def merit(one: Nominee) -> tuple[bool, Fraction, int, datetime, str]:
        too_few = given[one.entry] < rules.minimum_scores
        return too_few, -means.get(one.entry, UNSCORED), -given[one.entry], one.received_at, one.entry

    return [
        Placing(position, one.entry, published(means.get(one.entry, Fraction(0))), given[one.entry])
        for position, one in enumerate(sorted(nominees, key=merit), start=1)
    ]


def by_rank(rules: BallotRules, nominees: Sequence[Nominee], papers: Iterable[Paper]) -> list[Placing]:
    """The last one left first."""
    standing = {one.entry: one for one in nominees}
    piles = _first_choices(standing, papers)
    votes = {entry: sum(count for _, count in pile) for entry, pile in piles.items()}
    rounds: list[dict[str, int]] = []
    gone: list[tuple[str, int]] = []
    while standing:
        rounds.append(dict(votes))
        out = _last_of(standing, rounds)
        gone.append((out, votes.pop(out)))
        del standing[out]
        for order, count in piles.pop(out):
            if rest := [entry for entry in order if entry in standing]:
                piles[rest[0]].append((rest, count))
                votes[rest[0]] += count
    return [
        Placing(position, entry, Decimal(count), count) for position, (entry, count) in enumerate(reversed(gone), 1)
    ]


def _first_choices(standing: Mapping[str, Nominee], papers: Iterable[Paper]) -> dict[str, list[tuple[list[str], int]]]:
    """The ballots by the entry that each counts for first, as orders of entries, equal ones together."""
    orders: Counter[tuple[str, ...]] = Counter()
    for marks, count in papers:
        orders[tuple(sorted((entry for entry in marks if entry in standing), key=marks.__getitem__))] += count
    piles: dict[str, list[tuple[list[str], int]]] = {entry: [] for entry in standing}
    for order, count in orders.items():
        if order:
            piles[order[0]].append((list(order), count))
    return piles


def _last_of(standing: Mapping[str, Nominee], rounds: Sequence[Mapping[str, int]]) -> str:
    """Who goes out: the fewest ballots in this round, then in the latest earlier round that parts them."""
    tied = list(standing)
    for counts in reversed(rounds):
        fewest = min(counts[entry] for entry in tied)
        tied = [entry for entry in tied if counts[entry] == fewest]
        if len(tied) == 1:
            break
    return max(tied, key=lambda entry: (standing[entry].received_at, entry))


def published(score: Fraction) -> Decimal:
    """Four places, half up; exact, because it rounds the fraction itself."""
    ten_thousandths = (score * 10_000 + Fraction(1, 2)).__floor__()
    return Decimal(ten_thousandths).scaleb(-4)


KINDS: dict[BallotKind, Callable[[BallotRules, Sequence[Nominee], Iterable[Paper]], list[Placing]]] = {
    BallotKind.PLURALITY: by_plurality,
    BallotKind.SCORE: by_score,
    BallotKind.RANKED: by_rank,
}
