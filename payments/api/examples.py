"""Bodies that the API's description shows for the payments' calls."""

from drf_spectacular.utils import OpenApiExample

PAYOUT = OpenApiExample(
    "A prize on its way to the bank",
    value={
        "id": "01934c11-0b7f-7d3a-9e62-4a5c8f1d2b70",
        "status": "transferred",
        "hold_reason": "",
        "challenge": "01933f70-5a3e-7c1b-8f02-6d9e4b1a7c35",
        "award": "01934c10-6e2d-7b94-a5f7-1d8c3b0e9f42",
        "amount": {"amount": 120_000, "currency": "usd"},
        "transfer_ids": ["tr_1QkT8vLaurel0001"],
        "approvals_required": 1,
        "created_at": "2027-02-26T10:14:07Z",
        "transferred_at": "2027-02-26T11:02:31Z",
        "banked_at": None,
    },
    response_only=True,
)
SUMMARY = OpenApiExample(
    "The books agree with Stripe",
    value={
        "currencies": [
            {
                "currency": "usd",
                "held": 685_000,
                "owed": 120_000,
                "stripe": 826_413,
                "difference": 0,
                "paid": 500_000,
                "refunded": 290_000,
                "fees": 59_250,
                "stripe_fees": 37_837,
                "losses": 0,
            }
        ]
    },
    response_only=True,
)
