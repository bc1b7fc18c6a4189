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
DEED_SHA256 = "5f0c1d7a9e3b4862c4d1f7a08b96e2353d7c8e1fa4b05926d7e3c1f08a4b6d92"
PAPERS = OpenApiExample(
    "The entrant has signed, a member of the team has not",
    value={
        "award": "01934c10-6e2d-7b94-a5f7-1d8c3b0e9f42",
        "status": "verifying",
        "due_at": "2027-04-05T09:12:44Z",
        "is_extended": False,
        "asked": ["rights"],
        "text": 'Rights in "Slope before level", which won in "Which pallet spoils first?" …',
        "sha256": DEED_SHA256,
        "papers": [
            {
                "holder": {"id": "01933f6b-2c4e-7a90-b6d1-8e5f0c7a3b19", "name": "Sam Solver"},
                "kind": "rights",
                "given_at": "2027-03-07T08:30:01Z",
            },
            {
                "holder": {"id": "01933f6b-9d17-7c02-8f4a-2b6e0d5c1a87", "name": "Mia Mate"},
                "kind": "rights",
                "given_at": None,
            },
        ],
    },
    response_only=True,
)
SIGNATURE = OpenApiExample(
    "Signed as it was read",
    value={"legal_name": "Samuel A. Solver", "sha256": DEED_SHA256},
    request_only=True,
)
