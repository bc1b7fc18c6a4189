"""The rows of the board as they are answered: the shape of ChallengeRow, written straight from the columns.

A list is asked for more often than anything else, and a model and a serializer for each row took most of its time. That
both say the same is tested.
"""

from typing import Any

PLAIN = [
    "id", "status", "format", "title", "summary", "prize_total", "guarantee", "currency", "tags", "opens_at",
    "closes_at", "judge_by", "time_zone", "published_at",
]  # fmt: skip
COLUMNS = [*PLAIN, "sponsor_id", "sponsor__name", "sponsor__kind"]


def board_row(found: dict[str, Any]) -> dict[str, Any]:
    """One row, of `values(*COLUMNS)`; the times are in UTC, as Django reads them, and the renderer writes them so."""
    return {
        "id": found["id"],
        "status": found["status"],
        "format": found["format"],
        "title": found["title"],
        "summary": found["summary"],
        "sponsor": {"id": found["sponsor_id"], "name": found["sponsor__name"], "kind": found["sponsor__kind"]},
        "prize_total": {"amount": found["prize_total"], "currency": found["currency"]},
        "guarantee": found["guarantee"],
        "currency": found["currency"],
        "tags": found["tags"],
        "opens_at": found["opens_at"],
        "closes_at": found["closes_at"],
        "judge_by": found["judge_by"],
        "time_zone": found["time_zone"],
        "published_at": found["published_at"],
    }
