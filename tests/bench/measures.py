"""What is compared with what, and what must come out: one row per figure of the table."""

from dataclasses import dataclass
from typing import Literal

from tests.bench.stations import OURS, Place

BIG, MANY, SMALL, EMPTY = 1_000_000, 100_000, 10_000, 0
PLAIN = "tests.bench.rivals.settings"


@dataclass(frozen=True, slots=True)
class At:
    """A lane in its place."""

    lane: str
    rows: int = BIG
    settings: str = OURS
    copy: str = ""

    def place(self, largest: int) -> Place:
        """Where it runs, if no data set is larger than this."""
        return Place(min(self.rows, largest), self.settings, self.copy)


@dataclass(frozen=True, slots=True)
class Measure:
    """A ratio and its limit.

    `at most`: our cost in the rival's; `at least`: our speed in the rival's. `figure` is the one that is judged: the
    client's processor time, both sides', or the time by the clock.
    """

    name: str
    says: str
    ours: At
    rival: At
    limit: float
    stretch: float
    figure: Literal["client", "both", "wall"] = "client"
    bound: Literal["at most", "at least"] = "at most"


def _copied(lane: str, copy: str = "changed", rows: int = SMALL, settings: str = OURS) -> At:
    return At(lane, rows, settings, copy)


def _scale(name: str, says: str, lane: str) -> Measure:
    return Measure(name, says, At(lane), At(lane, SMALL), 1.2, 1.0, "both")


MEASURES = [
    Measure("board", "board's list, uncached, to psycopg + orjson", At("board"), At("board_bare"), 6, 3),
    Measure("board_304", "the same with If-None-Match", At("board_304"), At("board_bare"), 2, 1),
    Measure(
        "board_plain", "board's list to a plain DRF ModelViewSet", At("board"), At("plain_board", BIG, PLAIN),
        8, 15, "both", "at least",
    ),
    _scale("board_scale", "board, 1,000,000 to 10,000 challenges", "board"),
    _scale("board_scale_open", "open ones only, 1,000,000 to 10,000", "board_open"),
    _scale("board_scale_soonest", "soonest first, 1,000,000 to 10,000", "board_soonest"),
    _scale("board_scale_richest", "richest first, 1,000,000 to 10,000", "board_richest"),
    Measure("board_depth", "page at depth 200,000 to the first", At("board_deep"), At("board"), 1.2, 1.0, "both"),
    Measure(
        "search_rare", "a rare word to icontains", At("search_rare"), At("search_icontains"), 100, 200, "both",
        "at least",
    ),
    Measure("search_worst", "worst of 50 searches to the list", At("search_worst"), At("board"), 100, 20, "both"),
    Measure("submit", "submitting to one durable INSERT", _copied("submit"), _copied("submit_bare"), 6, 3, "wall"),
    Measure(
        "submit_hot", "to one challenge to 40, 4 threads", _copied("submit_hot"), _copied("submit_spread"),
        0.85, 1.0, "wall", "at least",
    ),
    Measure(
        "close", "closing 100,000 due at once to one statement", _copied("close", "due", MANY),
        _copied("close_bare", "due", MANY), 0.6, 1.0, "both", "at least",
    ),
    Measure(
        "notify", "telling 20,000 to INSERT..SELECT", _copied("notify", "told"), _copied("notify_bare", "told"),
        0.5, 1.0, "both", "at least",
    ),
    Measure(
        "enqueue", "waking for 2,000 to .send() each", _copied("wake"), _copied("send"), 5, 20, "client", "at least",
    ),
    Measure(
        "worker", "worker, one statement each, to bare Dramatiq", _copied("worker", "worked", EMPTY),
        _copied("worker_dramatiq", "worked", EMPTY), 0.5, 0.8, "wall", "at least",
    ),
    Measure(
        "worker_alone", "the same by a handler that shares no transaction", _copied("worker_alone", "worked", EMPTY),
        _copied("worker_dramatiq", "worked", EMPTY), 0.5, 0.8, "wall", "at least",
    ),
    Measure(
        "worker_celery", "the same to Celery", _copied("worker", "worked", EMPTY),
        _copied("worker_celery", "worked", EMPTY), 2, 4, "wall", "at least",
    ),
    Measure(
        "ledger", "500 movements at once to the same by set SQL", _copied("ledger", "posted", EMPTY),
        _copied("ledger_bare", "posted", EMPTY), 0.5, 1.0, "both", "at least",
    ),
    Measure(
        "reconcile", "reconciling 100,000 lines to the full join", _copied("reconcile", "booked", EMPTY),
        _copied("reconcile_bare", "booked", EMPTY), 3, 2, "both",
    ),
    Measure(
        "webhook", "webhook to a view with one INSERT", _copied("webhook"),
        _copied("webhook_plain", settings=PLAIN), 0.7, 1.0, "both", "at least",
    ),
]  # fmt: skip
