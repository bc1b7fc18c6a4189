"""The recount: every ballot without its voter, in an order that tells nothing, with the rules and what they give.

A voter finds their own by the SHA-256 of the challenge's id, a colon and their receipt. The signed result of the
challenge holds the same; `python -m bounties.judging.verify` recomputes it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from bounties.ballots import policies
from bounties.ballots.errors import NotTallied
from bounties.ballots.models import Choice, Tally
from bounties.challenges.ballot_rules import rules_of
from bounties.challenges.models import Challenge
from bounties.entries.models import EntryVersion
from bounties.judging.aliases import alias_of

CHUNK = 5_000


def recount_of(challenge: Challenge) -> dict[str, Any]:
    """For everyone who sees the challenge, once the votes are counted. Raises NoBallot, NotTallied.

    The hours of receipt follow with the decision: a jury that still picks would learn from them who came first.
    """
    policies.hours_of(challenge)
    policies.require_told(challenge)
    found = section_of(challenge, {})
    if found is None:
        raise NotTallied(_("Nobody learns how the votes stand before they are counted."))
    if challenge.phase == Challenge.Status.JUDGING:
        found["nominees"] = [nominee | {"received_at": None} for nominee in found["nominees"]]
    return {"challenge": str(challenge.pk), "terms_sha256": challenge.terms_sha256, **found}


def section_of(challenge: Challenge, names: Mapping[UUID, str]) -> dict[str, Any] | None:
    """What the signed result says of the votes, with these names for the entries; None where none were counted."""
    tally = Tally.objects.filter(challenge=challenge).first()
    if tally is None:
        return None
    called = {str(entry): name for entry, name in names.items()}
    for one in tally.placings:
        called.setdefault(one["entry"], alias_of(UUID(one["entry"])))
    return {
        "rules": asdict(rules_of(challenge.ballot)),
        "nominees": _nominees(tally, called),
        "papers": _papers(challenge, called),
        "counted": tally.counted,
        "voided": tally.voided,
        "placings": [one | {"entry": called[one["entry"]]} for one in tally.placings],
    }


def hash_of(challenge_id: UUID, receipt: str) -> str:
    """Under what a ballot stands in the recount."""
    return hashlib.sha256(f"{challenge_id}:{receipt}".encode()).hexdigest()


def _nominees(tally: Tally, called: Mapping[str, str]) -> list[dict[str, str]]:
    on_it = [one["entry"] for one in tally.placings]
    received = EntryVersion.objects.filter(entry__in=on_it, number=F("entry__latest_version"))
    rows = received.values_list("entry_id", "received_at")
    found = [{"entry": called[str(entry)], "received_at": at.isoformat()} for entry, at in rows]
    return sorted(found, key=lambda row: row["entry"])


def _papers(challenge: Challenge, called: Mapping[str, str]) -> list[dict[str, Any]]:
    """Marks for what was out before the tally are left out, for they don't count."""
    rows = Choice.objects.standing().filter(ballot__challenge=challenge)
    said = rows.values_list("ballot__receipt", "ballot__voided_at", "marks").iterator(chunk_size=CHUNK)
    papers = [
        {
            "receipt": hash_of(challenge.pk, receipt),
            "marks": {called[entry]: mark for entry, mark in marks.items() if entry in called},
            "void": voided_at is not None,
        }
        for receipt, voided_at, marks in said
    ]
    return sorted(papers, key=lambda paper: str(paper["receipt"]))
