"""Whether the awards follow from the decision's rule. Each kind of decision has its row in KINDS."""

from collections.abc import Callable, Mapping
from typing import Any

from bounties.challenges.scoring_rules import counts_votes
from bounties.judging.verifying import ballots, blends, queues
from bounties.judging.verifying.envelopes import Mismatch
from bounties.judging.verifying.statements import Document, judged
from payments.money import Money

BASIS_POINTS = 10_000
GUARANTEED = "guaranteed"
GONE = {"annulled", "declined", "forfeited", "revoked"}


def decision(document: Document) -> str:
    """By the way of checking that the kind of decision has."""
    kind = document["decision"]["kind"]
    if kind not in KINDS:
        return f"NOT CHECKED: this program does not know decisions by {kind}"
    return KINDS[kind](document)


def awards(document: Document) -> str:
    """Each is for a judged entry and for one place, and together they are no more than the purse."""
    rows, purse = document["awards"], _purse(document)
    if strange := [row["entry"] for row in rows if row["entry"] not in judged(document)]:
        raise Mismatch(f"{strange[0]} has an award and was not judged.")
    _require_distinct(rows)
    total = sum(row["amount"] for row in rows)
    if total > purse.amount or any(row["amount"] <= 0 or row["currency"] != purse.currency for row in rows):
        raise Mismatch(f"the awards are {total} in all, the purse is {purse.amount} {purse.currency}.")
    return f"{len(rows)} awards, {total} of {purse.amount} minor units of {purse.currency}"


def outcome(document: Document) -> str:
    """What became of the awards in the end: each standing one is of a place that was decided, at its amount."""
    if document["edition"] == "decided":
        return "the end is not told yet: this is the edition of the decision"
    decided = {(row["kind"], row["rank"], row["slot"]): row["amount"] for row in document["awards"]}
    rows = document["outcome"]
    _require_distinct([row for row in rows if row["status"] not in GONE])
    for row in rows:
        if decided.get((row["kind"], row["rank"], row["slot"])) != row["amount"]:
            raise Mismatch(f"{row['entry']} ends with {row['amount']} for a place that was not decided so.")
    first = [(row["entry"], row["rank"], row["slot"]) for row in document["awards"]]
    if missing := [one for one in first if one not in {(row["entry"], row["rank"], row["slot"]) for row in rows}]:
        raise Mismatch(f"nothing says what became of the award of {missing[0][0]}.")
    return f"what became of {len(first)} awards: {len(rows)} rows"


def _by_scores(document: Document) -> str:
    """Best score, best place; beside a vote only where too few people voted."""
    return _along_the_ranking(document) + blends.require_sides(document, jury=True, public=False)


def _by_blend(document: Document) -> str:
    """The same, by a jury's scores and the public's votes."""
    if not counts_votes(document["scoring"]["rule"]):
        raise Mismatch(f"by the rule {document['scoring']['rule']} the public's votes don't count.")
    return _along_the_ranking(document) + blends.require_sides(document, jury=True, public=True)


def _along_the_ranking(document: Document) -> str:
    """Unless a moderator consented to a departure, which is told."""
    for row in document["ranking"]:
        if document["decision"]["rule"] == "ranking" and row["cards"] < document["scoring"]["quorum"]:
            raise Mismatch(f"{row['entry']} has {row['cards']} scorecards, {document['scoring']['quorum']} are needed.")
    _require_prizes(document)
    if document["decision"]["departs"]:
        return "DEPARTS from the ranking, with a moderator's consent; each award is within its prize"
    position = {row["entry"]: row["position"] for row in document["ranking"]}
    placed = sorted(document["awards"], key=lambda row: (row["rank"], position[row["entry"]]))
    best = [row["entry"] for row in document["ranking"]]
    if [row["entry"] for row in placed] != best[: len(placed)]:
        raise Mismatch("the awards do not follow the ranking, and no departure is told.")
    return "the awards follow the ranking"


def _by_a_person(document: Document) -> str:
    _require_prizes(document)
    return f"by the {document['decision']['rule']}, who follows no scores; each award is within its prize"


def _by_queue(document: Document) -> str:
    _require_prizes(document)
    return queues.by_turn(document)


def _by_tally(document: Document) -> str:
    _require_prizes(document)
    return ballots.by_tally(document) + blends.require_sides(document, jury=False, public=True)


def _by_jury(document: Document) -> str:
    _require_prizes(document)
    return ballots.by_jury(document)


def _by_split(document: Document) -> str:
    """Equal parts of the whole purse among the judged entries, or those of them that were finalists."""
    blends.require_sides(document, jury=False, public=False)
    chosen = [row["entry"] for row in document["awards"]]
    if document["decision"]["rule"] == "split_among_qualified" and chosen:
        chosen = judged(document)
    return _require_parts(document, _purse(document), chosen)


def _by_kill_fee(document: Document) -> str:
    share = document["terms"]["document"]["kill_fee_bp"]
    purse = _purse(document)
    fee = Money(purse.amount * share // BASIS_POINTS, purse.currency)
    return _require_parts(document, fee, judged(document) if document["awards"] else [])


def _by_nothing(document: Document) -> str:
    if judged(document) or document["awards"]:
        raise Mismatch("it says that no entry qualified, and yet there is one.")
    return "no entry qualified, nothing was awarded"


def _by_votes(document: Document) -> str:
    """The net votes of an answer are not in the document; the half of the purse, its odd unit included, is."""
    purse = _purse(document)
    half = purse.split([1, 1])[0].amount
    if [row["amount"] for row in document["awards"]] != [half]:
        raise Mismatch(f"the one top answer gets half of {purse.amount}, and the awards say otherwise.")
    return "NOT CHECKED how many votes the top answer had; the award is half of the purse"


def _by_nobody(document: Document) -> str:
    if document["awards"]:
        raise Mismatch(f"by {document['decision']['rule']} nobody is awarded, and yet there is an award.")
    return f"{document['decision']['rule']}: nothing was awarded"


KINDS: dict[str, Callable[[Document], str]] = {
    "scores": _by_scores,
    "blend": _by_blend,
    "person": _by_a_person,
    "queue": _by_queue,
    "ballot": _by_tally,
    "jury": _by_jury,
    "split": _by_split,
    "kill_fee": _by_kill_fee,
    "none": _by_nothing,
    "votes": _by_votes,
    "nobody": _by_nobody,
}


def _require_parts(document: Document, pot: Money, entries: list[str]) -> str:
    """Equal parts to the last unit, the odd ones to the first aliases; nothing where a part is too small to be paid."""
    shares = [share.amount for share in pot.split([1] * len(entries))] if entries else []
    found = sorted((row["slot"], row["entry"], row["amount"]) for row in document["awards"])
    if found != [(slot, *part) for slot, part in enumerate(zip(sorted(entries), shares, strict=True), start=1)]:
        raise Mismatch(f"the awards are not {len(entries)} equal parts of {pot.amount} minor units.")
    return f"{len(entries)} equal parts of {pot.amount} minor units of {pot.currency}"


def _require_prizes(document: Document) -> None:
    """Each award is one of the places, and no more than its prize; of a guaranteed purse it is the whole prize."""
    prizes = {prize["rank"]: prize for prize in document["terms"]["document"]["prizes"]}
    for row in document["awards"]:
        prize = prizes.get(row["rank"])
        if prize is None or not 1 <= row["slot"] <= prize["count"] or row["amount"] > prize["amount"]:
            raise Mismatch(f"the award of {row['entry']} is no place of the terms, or more than its prize.")
        if document["terms"]["document"]["guarantee"] == GUARANTEED and row["amount"] < prize["amount"]:
            raise Mismatch(f"{row['entry']} has {row['amount']}, less than the guaranteed {prize['amount']}.")


def _require_distinct(rows: list[Mapping[str, Any]]) -> None:
    places = [(row["kind"], row["rank"], row["slot"]) for row in rows]
    if len(set(places)) < len(rows) or len({row["entry"] for row in rows}) < len(rows):
        raise Mismatch("an entry has two awards, or a place two winners.")


def _purse(document: Document) -> Money:
    agreed = document["terms"]["document"]
    return Money(sum(prize["amount"] * prize["count"] for prize in agreed["prizes"]), agreed["currency"])
