"""Whether a public vote was counted as its rules say: every ballot is there, none bears a name, and anyone recounts."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bounties.challenges.ballot_rules import BallotRules, rules_of
from bounties.judging.tallying import Nominee, tally
from bounties.judging.verifying.envelopes import Mismatch
from bounties.judging.verifying.statements import SHA256, Document, judged


def ballot(document: Document) -> str:
    """The ballots give this tally by those rules; a result without a vote has none."""
    said = document.get("ballot")
    if said is None:
        if document["decision"]["rule"] in {"tally", "jury", "jury_and_public"}:
            raise Mismatch(f"it was decided by {document['decision']['rule']}, and there are no ballots.")
        return "there was no public vote"
    rules = BallotRules(**said["rules"])
    if rules != rules_of(document["terms"]["document"].get("ballot", {})):
        raise Mismatch(f"the votes were counted by {rules}; the terms say otherwise.")
    _require_papers(said)
    found = recounted(said)
    for mine, theirs in zip(found, said["placings"], strict=True):
        if mine != theirs:
            raise Mismatch(f"recounted, position {mine['position']} of the tally is {mine}, not {theirs}.")
    return f"{said['counted']} ballots were recounted, {said['voided']} are void; {rules.kind}, {len(found)} entries"


def recounted(said: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The placings that the valid ballots give."""
    nominees = [Nominee(one["entry"], datetime.fromisoformat(one["received_at"])) for one in said["nominees"]]
    papers = [(paper["marks"], 1) for paper in said["papers"] if not paper["void"]]
    return [one.as_json() for one in tally(BallotRules(**said["rules"]), nominees, papers)]


def by_tally(document: Document) -> str:
    """The places go to the first of the tally that were still in."""
    _require_quorum(document)
    best = [row["entry"] for row in document["ballot"]["placings"] if row["entry"] in set(judged(document))]
    placed = [row["entry"] for row in sorted(document["awards"], key=lambda row: (row["rank"], row["slot"]))]
    if placed != best[: len(placed)]:
        raise Mismatch("the awards do not follow the tally.")
    return "the awards follow the tally"


def by_jury(document: Document) -> str:
    """Each winner is among the first of the tally, of as many as the terms let the jury pick among."""
    _require_quorum(document)
    among = rules_of(document["terms"]["document"].get("ballot", {})).jury_picks_among
    still_in = set(judged(document))
    first = [row["entry"] for row in document["ballot"]["placings"] if row["entry"] in still_in][:among]
    if strange := [row["entry"] for row in document["awards"] if row["entry"] not in first]:
        raise Mismatch(f"{strange[0]} is not among the first {among} of the tally.")
    return f"each winner is among the first {among} of the tally"


def _require_quorum(document: Document) -> None:
    counted, quorum = document["ballot"]["counted"], document["ballot"]["rules"]["quorum"]
    if counted < quorum:
        raise Mismatch(f"{counted} ballots were counted, {quorum} are needed for the tally to decide.")


def _require_papers(said: Mapping[str, Any]) -> None:
    receipts = [paper["receipt"] for paper in said["papers"]]
    if receipts != sorted(set(receipts)) or not all(map(SHA256.fullmatch, receipts)):
        raise Mismatch("the ballots are not one for each receipt, in the order of the receipts.")
    found = Counter(bool(paper["void"]) for paper in said["papers"])
    if (found[False], found[True]) != (said["counted"], said["voided"]):
        raise Mismatch(f"there are {found[False]} valid and {found[True]} void ballots; other numbers are stated.")
