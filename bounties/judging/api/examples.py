"""Bodies that the API's description shows for judging's calls."""

from drf_spectacular.utils import OpenApiExample

SCORECARD = OpenApiExample(
    "The whole scorecard, handed in",
    value={
        "conflict": False,
        "scores": [
            {
                "criterion": "01933f70-5a41-7f20-9c11-3e7a6b2d8f04",
                "score": 92,
                "comment": "Six of seven spoiled pallets found, one false alarm in the week.",
            },
            {
                "criterion": "01933f70-5a42-7081-8d35-b40c9e1f6a27",
                "score": 80.5,
                "comment": "The step from slope to time is short; the rest a shift leader can follow.",
            },
        ],
        "submit": True,
    },
    request_only=True,
)
CONFLICT = OpenApiExample(
    "A conflict of interest: no scores", value={"conflict": True, "scores": [], "submit": False}, request_only=True
)
