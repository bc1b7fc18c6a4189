"""A re-review's scores beside the first ones, or in their place: pure, so that anyone recounts a revised ranking."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bounties.judging.aggregation import Card
from bounties.judging.ranking import Candidate


@dataclass(frozen=True, slots=True)
class Rescoring:
    """One more card for each entry that was looked at anew; the first ones of these entries count on, or don't."""

    cards: Mapping[Any, Card]
    sets_aside: bool


def rescored(candidates: Iterable[Candidate], rescorings: Iterable[Rescoring]) -> list[Candidate]:
    """The candidates as they count after these re-reviews, in the order in which they were done."""
    found = list(candidates)
    for one in rescorings:
        found = [_rescored(candidate, one) for candidate in found]
    return found


def _rescored(candidate: Candidate, rescoring: Rescoring) -> Candidate:
    card = rescoring.cards.get(candidate.entry_id)
    if card is None:
        return candidate
    return replace(candidate, cards=[card] if rescoring.sets_aside else [*candidate.cards, card])
