"""Re-reviews as the signed result tells them: under aliases, with all that a stranger needs to recount them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from bounties.awards.models import Rereview
from bounties.awards.rescores import done_rereviews, name_of, rescoring_of
from bounties.challenges.models import Challenge
from bounties.judging.standings import weights_of


def revisions_of(challenge: Challenge, names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """One for each re-review that was done, in their order."""
    criteria = list(weights_of(challenge))
    return [_revision(one, name_of(place), criteria, names) for place, one in enumerate(done_rereviews(challenge))]


def _revision(rereview: Rereview, judge: str, criteria: Iterable[int], names: Mapping[UUID, str]) -> dict[str, Any]:
    scored = rescoring_of(rereview, judge).cards.items()
    cards = [
        {"entry": names[entry], "judge": judge, "points": [str(card.points[criterion]) for criterion in criteria]}
        for entry, card in scored
        if entry in names
    ]
    return {
        "first_scores": rereview.first_scores,
        "cards": sorted(cards, key=lambda card: str(card["entry"])),
        "ranking": _named(rereview.record["ranking"], names),
        "places": _named(rereview.record["places"], names),
        "passed_over": _aliases(rereview.record["passed_over"], names),
        "gone": _aliases(rereview.record["gone"], names),
    }


def _named(rows: Iterable[Mapping[str, Any]], names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    return [{**row, "entry": names[UUID(row["entry"])]} for row in rows if UUID(row["entry"]) in names]


def _aliases(ids: Iterable[str], names: Mapping[UUID, str]) -> list[str]:
    return sorted(names[UUID(one)] for one in ids if UUID(one) in names)
