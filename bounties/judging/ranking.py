"""The ranking that scorecards give: for the sponsor only once every entry has its quorum.

Ties are parted by the judges' mean on each criterion in the order of priority, then by the chair's score, then by the
earliest receipt. The last would tell the sponsor's side who came first, so until the decision is locked such entries
share their rank and stand in the order of their aliases.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from bounties.judging.aggregation import AGGREGATIONS, Card, Weights, mean_on, rounded, score_of, spread

UNSCORED = Decimal(-1)  # sorts behind every score: not given is not zero, but it wins no tie


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry in the judged set, with its counted scorecards."""

    entry_id: UUID
    received_at: datetime
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entry's place: `rank` is shared by those that only their receipt parts; `position` never is."""

    rank: int
    position: int
    entry_id: UUID
    score: Decimal
    spread: Decimal
    cards: int


def rank(weights: Weights, aggregation: str, candidates: Iterable[Candidate]) -> list[Ranked]:
    """Order the candidates that have a score, best first."""
    aggregate = AGGREGATIONS[aggregation]
    scored = [
        (score, candidate) for candidate in candidates if (score := aggregate(weights, candidate.cards)) is not None
    ]
    keyed = sorted(
        ((_merit(rounded(score), weights, candidate.cards), candidate) for score, candidate in scored),
        key=lambda pair: (pair[0], pair[1].received_at, pair[1].entry_id),
    )
    ranked: list[Ranked] = []
    for position, (merit, candidate) in enumerate(keyed, start=1):
        tied = position > 1 and keyed[position - 2][0] == merit
        ranked.append(
            Ranked(
                rank=ranked[-1].rank if tied else position,
                position=position,
                entry_id=candidate.entry_id,
                score=-merit[0],
                spread=rounded(spread(weights, candidate.cards)),
                cards=len(candidate.cards),
            )
        )
    return ranked


def _merit(score: Decimal, weights: Weights, cards: Sequence[Card]) -> tuple[Decimal, ...]:
    """What orders entries before receipt does, best first, so everything is negated."""
    by_priority = (mean_on(criterion, cards) for criterion in weights)
    chairs = (score_of(card, weights) for card in cards if card.is_chairs)
    return tuple(-rounded(UNSCORED if value is None else value) for value in (score, *by_priority, next(chairs, None)))
