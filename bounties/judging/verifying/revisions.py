"""Whether re-reviews changed the ranking as the published rule says, and the places as that ranking says."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bounties.judging.aggregation import Card
from bounties.judging.ranking import Candidate
from bounties.judging.rescoring import Rescoring, rescored
from bounties.judging.verifying.envelopes import Mismatch
from bounties.judging.verifying.statements import MOST_POINTS, Document, candidates_of, counted, judged, row_of

FIRST_SCORES = {"set_aside": True, "kept": False}


def revisions(document: Document) -> str:
    """Each re-review is recounted on top of those before it; the places of the last one are in the outcome."""
    told = document.get("revisions", [])
    if not told:
        return "nothing was reviewed again" if document["edition"] == "ended" else "the end is not told yet"
    candidates = candidates_of(document)
    for number, one in enumerate(told, start=1):
        candidates = rescored(candidates, [_rescoring(document, one)])
        _require_ranking(document, one, [row for row in candidates if row.entry_id not in one["gone"]], number)
        _require_places(one, number)
    _require_in_outcome(document, told)
    return f"{len(told)} re-reviews were recounted, and gave the places along their ranking"


def _rescoring(document: Document, one: Mapping[str, Any]) -> Rescoring:
    """Its cards, each whole, of a judged entry, with points within bounds, and one for each entry."""
    criteria = len(document["terms"]["document"]["criteria"])
    cards: dict[str, Card] = {}
    for card in one["cards"]:
        points = [Decimal(given) for given in card["points"]]
        if card["entry"] in cards or card["entry"] not in judged(document) or len(points) != criteria:
            raise Mismatch(f"a card of {card['judge']} is for no judged entry, a second one, or not of this rubric.")
        if any(not 0 <= given <= MOST_POINTS for given in points):
            raise Mismatch(f"{card['judge']} gave {card['entry']} points outside of 0 to {MOST_POINTS}.")
        cards[card["entry"]] = Card(card["judge"], dict(enumerate(points)))
    return Rescoring(cards, FIRST_SCORES[one["first_scores"]])


def _require_ranking(document: Document, one: Mapping[str, Any], left: list[Candidate], number: int) -> None:
    found = [row_of(place, place.entry_id) for place in counted(document, left)]
    if found != one["ranking"]:
        raise Mismatch(f"recounted, re-review {number} gives another ranking than it says.")


def _require_places(one: Mapping[str, Any], number: int) -> None:
    best = [row["entry"] for row in one["ranking"] if row["entry"] not in one["passed_over"]]
    placed = [row["entry"] for row in sorted(one["places"], key=lambda row: (row["rank"], row["slot"]))]
    if placed != best[: len(placed)]:
        raise Mismatch(f"after re-review {number} the places do not follow its ranking.")


def _require_in_outcome(document: Document, told: list[Mapping[str, Any]]) -> None:
    rows = {(row["entry"], row["rank"], row["slot"]) for row in document["outcome"]}
    for one in told:
        for place in one["places"]:
            if (place["entry"], place["rank"], place["slot"]) not in rows:
                raise Mismatch(f"nothing says what became of the place that {place['entry']} was given.")
