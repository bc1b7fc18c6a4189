"""Bodies that the API's description shows for the challenges' calls."""

from drf_spectacular.utils import OpenApiExample

CHALLENGE_ID = "01933f70-5a3e-7c1b-8f02-6d9e4b1a7c35"
STATEMENT = """\
Our cold stores warm up unevenly when a door stays open. **Find the pallet that will spoil first**, an hour ahead, from
the twelve sensors that are already there.

- deliver a method, not a product: a page of reasoning and a script we can run
- at most one false alarm a day on the sample week
"""
CHALLENGE = OpenApiExample(
    "A prize of two places",
    value={
        "sponsor": "01933f6d-77b0-7e0f-a1c4-2b5d8e9f0a61",
        "format": "prize",
        "title": "Which pallet spoils first?",
        "summary": "Tell an hour ahead which pallet of a cold store will spoil first.",
        "statement": STATEMENT,
        "currency": "usd",
        "prizes": [
            {"rank": 1, "amount": 120_000, "count": 1, "label": "First prize"},
            {"rank": 2, "amount": 30_000, "count": 1, "label": "Second prize"},
        ],
        "guarantee": "guaranteed",
        "criteria": [
            {"name": "Works on the sample week", "weight": 60, "guidance": "Run it; count alarms, true and false."},
            {"name": "Can be explained", "weight": 40, "guidance": "A shift leader must follow the reasoning."},
        ],
        "ip_terms": "licence",
        "opens_at": "2027-01-11T09:00:00Z",
        "closes_at": "2027-02-08T17:00:00Z",
        "judge_by": "2027-03-01T17:00:00Z",
        "time_zone": "Europe/Amsterdam",
        "tags": ["cold-chain", "forecasting"],
        "eligibility": {},
        "visibility": "public",
        "aggregation": "weighted_mean",
    },
    request_only=True,
)
FUNDING = OpenApiExample(
    "Where to pay",
    value={
        "contribution": "01933f72-91d4-7a66-b3e8-0c4f7d2a5e98",
        "checkout_url": "https://checkout.stripe.com/c/pay/cs_test_a1B2c3D4e5F6",
    },
    response_only=True,
    status_codes=["201"],
)
CONTRIBUTION = OpenApiExample(
    "Back it with 250.00",
    value={"sponsor": "01933f6d-77b0-7e0f-a1c4-2b5d8e9f0a61", "amount": 25_000},
    request_only=True,
)
RAISE = OpenApiExample("First prize, 500.00 more", value={"rank": 1, "amount": 50_000}, request_only=True)
