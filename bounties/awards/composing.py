"""What a result's document says: terms, receipts, scores, ranking, decision and awards, with aliases for all people.

`bounties.judging.verify` recomputes it; docs/judging.md describes it.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from bounties.awards.models import Award, Decision
from bounties.awards.recording import revisions_of
from bounties.awards.turns import section_of as turns_of
from bounties.ballots.recounting import section_of
from bounties.challenges.models import Challenge, Terms
from bounties.judging.aliases import alias_of
from bounties.judging.judged import judged_entries, received_versions
from bounties.judging.ranking import Candidate, Ranked, rank
from bounties.judging.standings import candidates, quorum_of, rule_options, weights_of
from bounties.judging.verifying.envelopes import KIND, VERSION
from bounties.judging.verifying.statements import row_of

KINDS = {
    "ranking": "scores",
    "mean_of_scorecards": "scores",
    "jury_and_public": "blend",
    "sponsor": "person",
    "asker": "person",
    "reviews": "queue",
    "jury": "jury",
    "arbiter": "person",
    "split_among_finalists": "split",
    "split_among_qualified": "split",
    "top_answer": "votes",
    "tally": "ballot",
    "kill_fee": "kill_fee",
    "no_qualified_entry": "none",
    "no_top_answer": "nobody",
    "none_taken": "nobody",
    "offers_lapsed": "nobody",
    "pool_returned": "nobody",
    "no_pool": "nobody",
}
"""How the awards follow from each Rule; `verifying.decisions.KINDS` has a check for each word."""


def document_of_decision(challenge: Challenge) -> dict[str, Any]:
    """The result as it was decided. Judges are numbered at random, so it is composed once and kept."""
    names = aliases(received_versions(challenge).values_list("entry_id", flat=True))
    found = candidates(challenge)
    votes, turns = section_of(challenge, names), turns_of(challenge, names)
    return {
        "kind": KIND,
        "version": VERSION,
        "edition": "decided",
        "challenge": {"id": str(challenge.pk)},
        "terms": _terms(challenge),
        "receipts": _receipts(challenge, names),
        "scoring": _scoring(challenge, found, names),
        "ranking": [row_of(one, names[one.entry_id]) for one in _ranked(challenge, found)],
        **({"ballot": votes} if votes else {}),
        **({"queue": turns} if turns else {}),
        "decision": _decision(challenge.decision),
        "awards": [_award(award, names) for award in decided_awards(challenge)],
    }


def document_of_end(challenge: Challenge, decided: Mapping[str, Any], decided_sha256: str) -> dict[str, Any]:
    """The same, with what became of the awards, in the order in which they were made."""
    names = aliases(received_versions(challenge).values_list("entry_id", flat=True))
    awards = Award.objects.filter(challenge=challenge).order_by("created_at", "rank", "slot")
    return {
        **decided,
        "edition": "ended",
        "follows": decided_sha256,
        **({"revisions": revisions} if (revisions := revisions_of(challenge, names)) else {}),
        "outcome": [_award(award, names) | {"status": award.status} for award in awards],
    }


def aliases(entries: Iterable[UUID]) -> dict[UUID, str]:
    """A name for each entry; should two share an alias, the second is numbered."""
    names: dict[UUID, str] = {}
    for entry in sorted(entries):
        alias, twins = alias_of(entry), sum(name.startswith(alias_of(entry)) for name in names.values())
        names[entry] = f"{alias} ({twins + 1})" if twins else alias
    return names


def decided_awards(challenge: Challenge) -> list[Award]:
    """Those of the decision: the first of each place; whatever came later, came to a place that fell free."""
    first: dict[tuple[str, int, int], Award] = {}
    for award in Award.objects.filter(challenge=challenge).order_by("created_at", "pk"):
        first.setdefault((award.kind, award.rank, award.slot), award)
    return sorted(first.values(), key=lambda award: (award.rank, award.slot))


def _terms(challenge: Challenge) -> dict[str, Any]:
    """The latest terms; an allow-list's addresses stay the sponsor's own."""
    latest = Terms.objects.filter(challenge=challenge).latest("number")
    document, withheld = dict(latest.document), []
    if "emails" in document.get("eligibility", {}):
        document["eligibility"] = {name: rule for name, rule in document["eligibility"].items() if name != "emails"}
        withheld = ["eligibility.emails"]
    return {"number": latest.number, "sha256": latest.sha256, "withheld": withheld, "document": document}


def _receipts(challenge: Challenge, names: Mapping[UUID, str]) -> list[dict[str, Any]]:
    won = [
        award.entry_id for award in decided_awards(challenge)
    ]  # accepted one by one, it was never judged with others
    judged = {*judged_entries(challenge).values_list("pk", flat=True), *won}
    rows = received_versions(challenge).values_list("entry_id", "number", "sha256", "received_at")
    receipts = [
        {
            "entry": names[entry],
            "version": number,
            "sha256": sha256,
            "received_at": received_at.isoformat(),
            "judged": entry in judged,
        }
        for entry, number, sha256, received_at in rows
    ]
    return sorted(receipts, key=lambda row: row["entry"])


def _ranked(challenge: Challenge, found: Sequence[Candidate]) -> list[Ranked]:
    return rank(weights_of(challenge), challenge.aggregation, found, rule_options(challenge))


def _scoring(challenge: Challenge, found: Sequence[Candidate], names: Mapping[UUID, str]) -> dict[str, Any]:
    weights = weights_of(challenge)
    numbers = _numbers({card.judge for one in found for card in one.cards})
    cards = [
        {
            "entry": names[one.entry_id],
            "judge": numbers[card.judge],
            "points": [str(card.points[criterion]) if criterion in card.points else None for criterion in weights],
        }
        for one in found
        for card in one.cards
    ]
    return {
        "rule": challenge.aggregation,
        "options": asdict(rule_options(challenge)),
        "quorum": quorum_of(challenge),
        "chair": _chair(challenge, found, numbers),
        "chair_orders": [[names[entry] for entry in one.entries] for one in challenge.tie_breaks.all()],
        "cards": sorted(cards, key=lambda card: (card["entry"], card["judge"])),
    }


def _numbers(judges: Iterable[Any]) -> dict[Any, str]:
    """J1, J2 and so on, at random: the order of the seats would tell who is who."""
    shuffled = sorted(judges)
    random.SystemRandom().shuffle(shuffled)
    return {judge: f"J{number}" for number, judge in enumerate(shuffled, start=1)}


def _chair(challenge: Challenge, found: Sequence[Candidate], numbers: Mapping[Any, str]) -> str | None:
    """The chair's number, only where the chair's score parts a tie: else it would name a judge for nothing."""
    seat = next((numbers[card.judge] for one in found for card in one.cards if card.is_chairs), None)
    if seat is None:
        return None
    without = [replace(one, cards=[replace(card, is_chairs=False) for card in one.cards]) for one in found]
    return seat if _ranked(challenge, found) != _ranked(challenge, without) else None


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "kind": KINDS.get(decision.rule, decision.rule),
        "rule": decision.rule,
        "departs": decision.departs,
        "decided_at": decision.decided_at.isoformat(),
    }


def _award(award: Award, names: Mapping[UUID, str]) -> dict[str, Any]:
    return {
        "entry": names[award.entry_id],
        "kind": award.kind,
        "rank": award.rank,
        "slot": award.slot,
        "amount": award.amount,
        "currency": award.currency,
    }
