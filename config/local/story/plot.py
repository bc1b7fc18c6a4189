"""What the story's sponsor asks for, with windows of seconds so that a whole life can be watched in a minute."""

from datetime import UTC, datetime, timedelta
from typing import Any

OPENS_AFTER, ENTER_SECONDS, JUDGE_SECONDS, APPEAL_SECONDS = 6, 14, 60, 3
FIRST_PRIZE, SECOND_PRIZE = 120_000, 30_000  # US cents: the first needs an approver, the second does not

PRIZES = [
    {"rank": 1, "amount": FIRST_PRIZE, "count": 1, "label": "First prize"},
    {"rank": 2, "amount": SECOND_PRIZE, "count": 1, "label": "Second prize"},
]
CRITERIA = [
    {"name": "Works on the sample week", "weight": 60, "guidance": "Run it; count alarms, true and false."},
    {"name": "Can be explained", "weight": 40, "guidance": "A shift leader must follow the reasoning."},
]
STATEMENT = """\
Our cold stores warm up unevenly when a door stays open. **Find the pallet that will spoil first**, an hour ahead, from
the twelve sensors that are already there.

- deliver a method, not a product: a page of reasoning and a script we can run
- at most one false alarm a day on the sample week
"""


def challenge(sponsor_id: str, title: str) -> dict[str, Any]:
    """The body of `POST /challenges`."""
    opens_at = datetime.now(UTC) + timedelta(seconds=OPENS_AFTER)
    closes_at = opens_at + timedelta(seconds=ENTER_SECONDS)
    return {
        "sponsor": sponsor_id,
        "format": "prize",
        "title": title,
        "summary": "Tell an hour ahead which pallet of a cold store will spoil first.",
        "statement": STATEMENT,
        "currency": "usd",
        "prizes": PRIZES,
        "guarantee": "guaranteed",
        "criteria": CRITERIA,
        "ip_terms": "licence",
        "opens_at": opens_at.isoformat(),
        "closes_at": closes_at.isoformat(),
        "judge_by": (closes_at + timedelta(seconds=JUDGE_SECONDS)).isoformat(),
        "appeal_seconds": APPEAL_SECONDS,
        "time_zone": "Europe/Amsterdam",
        "tags": ["cold-chain", "forecasting"],
        "eligibility": {},
        "visibility": "public",
        "aggregation": "weighted_mean",
    }


ENTRIES = {
    "solver1": ("Slope before level", "The slope of the two door sensors predicts the warm corner 70 minutes ahead."),
    "solver2": ("A store in a spreadsheet", "A linear heat model with three constants, fitted by hand; error 0.4 K."),
}
POINTS = {"Slope before level": (92, 80), "A store in a spreadsheet": (71, 88)}
