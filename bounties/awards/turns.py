"""What a signed result says of a queue: the verdict on each receipt, so that its order can be checked."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import F

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.models import Verdict


def section_of(challenge: Challenge, names: Mapping[UUID, str]) -> dict[str, Any] | None:
    """The latest verdict on each entry by alias; None where there is no queue."""
    if not challenge.rules.has_queue:
        return None
    latest = Verdict.objects.of_challenge(challenge).filter(version__number=F("version__entry__latest_version"))
    rows = latest.select_related("version").order_by("given_at", "pk")
    left = Entry.objects.filter(challenge=challenge, status=Entry.Status.DISQUALIFIED)
    return {
        "verdicts": [
            {
                "entry": names[row.version.entry_id],
                "outcome": row.outcome,
                "given_at": row.given_at.isoformat(),
                "by_arbiter": row.is_arbiters,
            }
            for row in rows
            if row.version.entry_id in names
        ],
        "left": sorted(names[pk] for pk in left.values_list("pk", flat=True)),
    }
