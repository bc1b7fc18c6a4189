"""Bodies that the API's description shows for the ballots' calls."""

from drf_spectacular.utils import OpenApiExample

from bounties.entries.api.examples import ENTRY_ID

OTHER_ID = "e2d9a6c4-3b58-4f0e-8c17-95b1d7f3a2c8"
CHOICE = OpenApiExample("The one best entry", value={"marks": [{"entry": ENTRY_ID}]}, request_only=True)
SCORES = OpenApiExample(
    "Scores from 0 to 5",
    value={"marks": [{"entry": ENTRY_ID, "mark": 5}, {"entry": OTHER_ID, "mark": 2}]},
    request_only=True,
)
ORDER = OpenApiExample(
    "An order, best first",
    value={"marks": [{"entry": OTHER_ID, "mark": 1}, {"entry": ENTRY_ID, "mark": 2}]},
    request_only=True,
)
