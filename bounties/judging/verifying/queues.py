"""Whether a queue was worked off in its order: nobody was accepted while an earlier receipt waited for its verdict."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bounties.judging.verifying.envelopes import Mismatch

ACCEPTED = "accepted"


def by_turn(document: Mapping[str, Any]) -> str:
    """Each award is of an entry that was accepted, and before each acceptance all earlier receipts were decided."""
    received = {row["entry"]: datetime.fromisoformat(row["received_at"]) for row in document["receipts"]}
    verdicts = {row["entry"]: row for row in document["queue"]["verdicts"]}
    if strange := [entry for entry in verdicts if entry not in received]:
        raise Mismatch(f"{strange[0]} has a verdict and no receipt.")
    if missing := [row["entry"] for row in document["awards"] if _outcome(verdicts, row["entry"]) != ACCEPTED]:
        raise Mismatch(f"{missing[0]} has an award and was not accepted.")
    accepted = [row for row in verdicts.values() if row["outcome"] == ACCEPTED]
    for one in accepted:
        _require_turn(one, received, verdicts, set(document["queue"]["left"]))
    return f"{len(accepted)} of {len(received)} were accepted, each in its turn"


def _outcome(verdicts: Mapping[str, Mapping[str, Any]], entry: str) -> str | None:
    return verdicts[entry]["outcome"] if entry in verdicts else None


def _require_turn(
    one: Mapping[str, Any],
    received: Mapping[str, datetime],
    verdicts: Mapping[str, Mapping[str, Any]],
    left: set[str],
) -> None:
    """`left` had no verdict because they were disqualified."""
    given_at = datetime.fromisoformat(one["given_at"])
    for entry, hour in received.items():
        if hour >= received[one["entry"]] or entry in left:
            continue
        if entry not in verdicts or datetime.fromisoformat(verdicts[entry]["given_at"]) >= given_at:
            raise Mismatch(f"{one['entry']} was accepted while {entry}, which came before it, waited.")
