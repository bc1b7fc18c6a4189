"""What the document says, held against itself: terms and their hash, receipts, scorecards, rule and ranking."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from bounties.canonical import sha256_of
from bounties.challenges.ballot_rules import BallotRules
from bounties.challenges.scoring_rules import Options, counts_votes, options_of
from bounties.judging.aggregation import Card
from bounties.judging.blending import public_scores
from bounties.judging.ranking import Candidate, Ranked, rank
from bounties.judging.verifying.envelopes import Mismatch

Document = Mapping[str, Any]
SHA256 = re.compile("[0-9a-f]{64}")
MOST_POINTS = 100


def terms(document: Document) -> str:
    """The terms have the hash that solvers accepted; unless something of them is withheld."""
    said = document["terms"]
    if said["withheld"]:
        return f"terms {said['number']} are stated, not recomputed: {', '.join(said['withheld'])} is the sponsor's own"
    found = sha256_of(said["document"])
    if found != said["sha256"]:
        raise Mismatch(f"the terms' SHA-256 is {found}, not {said['sha256']}.")
    return f"terms {said['number']} have the SHA-256 {found}"


def receipts(document: Document) -> str:
    """Each entry once, in the order of the aliases, each with a hash and an hour before the deadline."""
    rows = document["receipts"]
    names = [row["entry"] for row in rows]
    if names != sorted(set(names)):
        raise Mismatch("the receipts are not one for each entry in the order of their aliases.")
    closes_at = datetime.fromisoformat(document["terms"]["document"]["closes_at"])
    for row in rows:
        if not SHA256.fullmatch(row["sha256"]) or row["version"] < 1:
            raise Mismatch(f"the receipt of {row['entry']} is none.")
        if datetime.fromisoformat(row["received_at"]) >= closes_at:
            raise Mismatch(f"{row['entry']} was received at {row['received_at']}, after the close.")
    return f"{len(rows)} receipts, {len(judged(document))} of them of judged entries, all before the close"


def rule(document: Document) -> str:
    """The ranking's rule and options are those of the terms."""
    agreed, said = document["terms"]["document"], document["scoring"]
    options = options_of(agreed["aggregation"], agreed.get("aggregation_options", {}))
    if said["rule"] != agreed["aggregation"] or _options(said) != options:
        raise Mismatch(f"scores were counted by {said['rule']} {_options(said)}; the terms say otherwise.")
    return f"the rule is {said['rule']}, as the terms say, {_options(said)}"


def scorecards(document: Document) -> str:
    """Each judge gave each entry one card at most, and each card scores the whole rubric."""
    cards = document["scoring"]["cards"]
    entries = set(judged(document))
    criteria = len(document["terms"]["document"]["criteria"])
    for card in cards:
        points = [Decimal(one) for one in card["points"] if one is not None]
        if card["entry"] not in entries or len(card["points"]) != criteria:
            raise Mismatch(f"a card of {card['judge']} is for no judged entry, or not of this rubric.")
        if any(not 0 <= one <= MOST_POINTS for one in points):
            raise Mismatch(f"{card['judge']} gave {card['entry']} points outside of 0 to {MOST_POINTS}.")
    if twice := [pair for pair, times in Counter((one["judge"], one["entry"]) for one in cards).items() if times > 1]:
        raise Mismatch(f"{twice[0][0]} scored {twice[0][1]} twice.")
    return f"{len(cards)} scorecards of {len({card['judge'] for card in cards})} judges"


def ranking(document: Document) -> str:
    """The scorecards give this ranking by that rule."""
    found = [_row(one) for one in ranked(document)]
    stated = document["ranking"]
    if len(found) != len(stated):
        raise Mismatch(f"{len(found)} entries have a score, {len(stated)} are ranked.")
    for recounted, said in zip(found, stated, strict=True):
        if recounted != said:
            raise Mismatch(f"recounted, position {recounted['position']} is {recounted}, not {said}.")
    return f"the ranking of {len(found)} entries was recounted"


def ranked(document: Document) -> list[Ranked]:
    """The recount, best first."""
    return counted(document, candidates_of(document))


def counted(document: Document, candidates: Iterable[Candidate]) -> list[Ranked]:
    """These candidates by the rule and the rubric of the document, best first."""
    criteria = document["terms"]["document"]["criteria"]
    weights = {place: criterion["weight"] for place, criterion in enumerate(criteria)}
    return rank(weights, document["scoring"]["rule"], candidates, _options(document["scoring"]))


def candidates_of(document: Document) -> list[Candidate]:
    """The judged entries with their first scores, and the public's where they count."""
    cards: dict[str, list[Card]] = defaultdict(list)
    for one in document["scoring"]["cards"]:
        points = {place: Decimal(given) for place, given in enumerate(one["points"]) if given is not None}
        cards[one["entry"]].append(Card(one["judge"], points, one["judge"] == document["scoring"]["chair"]))
    public = _public_scores(document)
    said = {entry: -place for order in document["scoring"].get("chair_orders", []) for place, entry in enumerate(order)}
    return [
        Candidate(
            row["entry"],
            datetime.fromisoformat(row["received_at"]),
            cards[row["entry"]],
            public.get(row["entry"]),
            chair_says=said.get(row["entry"], 0),
        )
        for row in document["receipts"]
        if row["judged"]
    ]


def _public_scores(document: Document) -> dict[str, Decimal]:
    """What the tally is worth beside a jury's scores; the tally itself is recounted elsewhere."""
    said = document.get("ballot")
    if said is None or not counts_votes(document["scoring"]["rule"]):
        return {}
    rules = BallotRules(**said["rules"])
    return public_scores(rules, said["placings"]) if said["counted"] >= rules.quorum else {}


def judged(document: Document) -> list[str]:
    """The entries that were judged, by alias."""
    return [row["entry"] for row in document["receipts"] if row["judged"]]


def row_of(one: Ranked, alias: str) -> dict[str, Any]:
    """A place of the ranking as the document writes it."""
    return {
        "entry": alias,
        "rank": one.rank,
        "position": one.position,
        "score": str(one.score),
        "spread": str(one.spread),
        "cards": one.cards,
    }


def _row(one: Ranked) -> dict[str, Any]:
    return row_of(one, one.entry_id)


def _options(said: Mapping[str, Any]) -> Options:
    return Options(**said["options"])
