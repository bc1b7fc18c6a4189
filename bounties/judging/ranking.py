"""The ranking that scorecards give: for the sponsor only once every entry has its quorum.

Ties are parted by the public's score where it counts, then by the score on each criterion in the order of priority,
then by the chair's score, then by the chair's own word, then by the earliest receipt. The last would tell the sponsor's
side who came first, so until the decision is locked such entries share their rank and stand in the order of their
aliases.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, localcontext
from itertools import groupby
from operator import attrgetter
from typing import Any

from bounties.challenges.scoring_rules import Options
from bounties.judging.aggregation import (
    EXACT,
    PUBLIC,
    Card,
    Weights,
    components,
    rounded,
    score_of,
    spread,
    total,
)

DEFAULTS = Options()
UNSCORED = Decimal("-Infinity")  # sorts behind every score: not given is not zero, but it wins no tie


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry in the judged set, with its counted scorecards."""

    entry_id: Any
    received_at: datetime
    cards: Sequence[Card]
    public: Decimal | None = None  # the public's score, on the scale of the judges' points
    chair_says: int = 0  # of entries that are tied on all else, the higher is the better one


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry's place: `rank` is shared by those that only their receipt parts; `position` never is."""

    rank: int
    position: int
    entry_id: Any
    score: Decimal
    spread: Decimal
    cards: int


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with what its rule makes of it."""

    candidate: Candidate
    score: Decimal
    parts: Mapping[Any, Decimal]  # its components by criterion


def rank(weights: Weights, rule: str, candidates: Iterable[Candidate], options: Options = DEFAULTS) -> list[Ranked]:
    """Order the candidates that have a score, best first."""
    with localcontext(EXACT):
        scored = sorted(_scored(weights, rule, list(candidates), options), key=attrgetter("score"), reverse=True)
        tied = [list(group) for _, group in groupby(scored, key=attrgetter("score"))]
        return list(_placed(weights, [rivals for group in tied for rivals in _parted(weights, group)]))


def _scored(weights: Weights, rule: str, candidates: Sequence[Candidate], options: Options) -> Iterator[Scored]:
    found = components(
        rule, weights, {place: _judges_of(one, weights) for place, one in enumerate(candidates)}, options
    )
    for place, candidate in enumerate(candidates):
        if parts := found.get(place):
            yield Scored(candidate, total(rule, weights, parts, options), parts)


def _judges_of(candidate: Candidate, weights: Weights) -> Sequence[Card]:
    """The cards, and with them the public's score as one that is the same on every criterion."""
    if candidate.public is None:
        return candidate.cards
    return [*candidate.cards, Card(PUBLIC, dict.fromkeys(weights, candidate.public))]


def _parted(weights: Weights, tied: Sequence[Scored]) -> list[list[Scored]]:
    """Of the same score: best first, those together that only their receipt parts, which is the order among them.

    What parts ties is calculated for those who are tied, and few are.
    """
    if len(tied) == 1:
        return [list(tied)]
    merits = {place: _merit(one, weights) for place, one in enumerate(tied)}
    places = sorted(merits, key=lambda place: (merits[place], *_receipt(tied[place])))
    return [[tied[place] for place in rivals] for _, rivals in groupby(places, key=merits.__getitem__)]


def _merit(scored: Scored, weights: Weights) -> tuple[Decimal, ...]:
    """What parts entries of the same score; everything is negated, so that the best sorts first."""
    by_priority = (scored.parts.get(criterion) for criterion in weights)
    chairs = (score_of(card, weights) for card in scored.candidate.cards if card.is_chairs)
    merits = (scored.candidate.public, *by_priority, next(chairs, None))
    ordered = (-UNSCORED if value is None else -rounded(value) for value in merits)
    return (*ordered, Decimal(-scored.candidate.chair_says))


def _receipt(scored: Scored) -> tuple[datetime, Any]:
    return scored.candidate.received_at, scored.candidate.entry_id


def _placed(weights: Weights, ordered: Iterable[Sequence[Scored]]) -> Iterator[Ranked]:
    position = 0
    for rivals in ordered:
        shared = position + 1
        for one in rivals:
            position += 1
            cards = one.candidate.cards
            yield Ranked(
                rank=shared,
                position=position,
                entry_id=one.candidate.entry_id,
                score=one.score,
                spread=rounded(spread(weights, cards)),
                cards=len(cards),
            )
