"""Bodies that the API's description shows for the entries' calls."""

from drf_spectacular.utils import OpenApiExample

ENTRY_ID = "7c0b5c0e-8f1d-4a7b-9a53-2f6f0d1e4b7a"
ENTRY = OpenApiExample(
    "Alone",
    value={
        "title": "Slope before level",
        "body": "The slope of the two door sensors predicts the warm corner 70 minutes ahead.",
        "accept_terms": True,
    },
    request_only=True,
)
TEAM_ENTRY = OpenApiExample(
    "A team of two, three to one",
    value={
        "title": "A store in a spreadsheet",
        "body": "A linear heat model with three constants, fitted by hand; error 0.4 K.",
        "accept_terms": True,
        "team": [
            {"email": "solver2@demo.test", "share_bp": 7_500},
            {"email": "solver3@demo.test", "share_bp": 2_500},
        ],
    },
    request_only=True,
)
RECEIPT = OpenApiExample(
    "A receipt",
    value={
        "entry": ENTRY_ID,
        "version": 1,
        "price": None,
        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "received_at": "2027-02-08T16:59:58.204113Z",
    },
    response_only=True,
    status_codes=["201"],
)
