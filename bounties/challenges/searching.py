"""What the board can be asked for: one list of filters and orders, for programs and for pages."""

from collections.abc import Mapping
from typing import Any

from bounties.challenges.querysets import ChallengeQuerySet

NEWEST = "newest"
ORDERINGS = {
    NEWEST: ["-id"],
    "closes_at": ["closes_at", "id"],
    "-closes_at": ["-closes_at", "-id"],
    "prize": ["prize_total", "id"],
    "-prize": ["-prize_total", "-id"],
}
FILTERS = {
    "status": "status",
    "format": "format",
    "tag": "tags__contains",
    "min_prize": "prize_total__gte",
    "currency": "currency",
    "closes_before": "closes_at__lt",
}


def search(rows: ChallengeQuerySet, asked: Mapping[str, Any]) -> ChallengeQuerySet:
    """Those of the rows that match all that is asked, unordered; what is absent or empty asks nothing."""
    given = {name: value for name in FILTERS if (value := asked.get(name)) not in (None, "")}
    found = rows.filter(**{FILTERS[name]: [value] if name == "tag" else value for name, value in given.items()})
    words = asked.get("q")
    return found.mentioning(words) if words else found
