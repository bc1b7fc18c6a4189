"""Bodies that the API's description shows for the awards' calls."""

from drf_spectacular.utils import OpenApiExample

from bounties.challenges.api.examples import CHALLENGE_ID
from bounties.entries.api.examples import ENTRY_ID

DECISION = OpenApiExample(
    "Two places, as the panel ranked",
    value={
        "awards": [
            {"entry": ENTRY_ID, "rank": 1, "reason": "Found six of seven pallets in time, with one false alarm."},
            {
                "entry": "e2d9a6c4-3b58-4f0e-8c17-95b1d7f3a2c8",
                "rank": 2,
                "reason": "The clearest model of all; it missed two pallets.",
            },
        ]
    },
    request_only=True,
)
NOBODY = OpenApiExample("Nobody, of an up_to purse: the kill fee is owed", value={"awards": []}, request_only=True)
ACCEPTED = OpenApiExample(
    "Accepted; the payout follows by itself",
    value={
        "id": "01934c10-6e2d-7b94-a5f7-1d8c3b0e9f42",
        "status": "accepted",
        "challenge": CHALLENGE_ID,
        "entry": ENTRY_ID,
        "title": "Slope before level",
        "entrant": {"id": "01933f6b-2c4e-7a90-b6d1-8e5f0c7a3b19", "name": "Sam Solver"},
        "kind": "prize",
        "rank": 1,
        "amount": {"amount": 120_000, "currency": "usd"},
        "reason": "Found six of seven pallets in time, with one false alarm.",
        "due_at": None,
    },
    response_only=True,
)
