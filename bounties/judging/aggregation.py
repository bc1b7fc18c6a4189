"""How scorecards become one score: pure functions on decimals, named by the challenge's published rule.

A score has four decimal places, rounded half up once, at the end. Quotients are carried with 28 digits until then; a
quotient of points that is not on a rounding boundary is farther from it than that, so nothing is rounded twice.
A score that was not given is not a zero: it takes no part, and neither does its weight.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Card:
    """What one judge gave one entry: points (0 to 100) by criterion."""

    points: Mapping[UUID, Decimal]
    is_chairs: bool = False


Weights = Mapping[UUID, int]  # by criterion, in the order of their priority
Aggregation = Callable[[Weights, Sequence[Card]], Decimal | None]


def rounded(score: Decimal) -> Decimal:
    """A score as it is published: four places, half up."""
    return score.quantize(PLACES, rounding=ROUND_HALF_UP)


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """The exact mean of what was given; nothing given has no mean."""
    given = list(values)
    return sum(given, Decimal(0)) / len(given) if given else None


def score_of(card: Card, weights: Weights) -> Decimal | None:
    """One card's own weighted mean, over the criteria it scores."""
    given = {criterion: weight for criterion, weight in weights.items() if criterion in card.points}
    total = sum(given.values())
    if not total:
        return None
    return sum((card.points[criterion] * weight for criterion, weight in given.items()), Decimal(0)) / total


def weighted_mean(weights: Weights, cards: Sequence[Card]) -> Decimal | None:
    """Each judge's weighted mean over the criteria, then the mean over the judges, each judge counting the same."""
    return mean(score for card in cards if (score := score_of(card, weights)) is not None)


def mean_on(criterion: UUID, cards: Sequence[Card]) -> Decimal | None:
    """The judges' mean on one criterion: the first way to part a tie."""
    return mean(card.points[criterion] for card in cards if criterion in card.points)


def spread(weights: Weights, cards: Sequence[Card]) -> Decimal:
    """How far apart the highest and the lowest judge are."""
    scores = [score for card in cards if (score := score_of(card, weights)) is not None]
    return max(scores) - min(scores) if scores else Decimal(0)


AGGREGATIONS: dict[str, Aggregation] = {"weighted_mean": weighted_mean}
