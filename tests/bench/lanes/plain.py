"""The plain rival's list; only a station with its settings can run it."""

from tests.bench.lanes.lane import Call, Caller, Lane


def plain_board() -> Call:
    """The first page."""
    caller = Caller()

    def call() -> None:
        answer = caller.get("/api/v1/challenges/")
        assert (answer.status, len(answer.body) > 5_000) == (200, True), answer

    return call


LANES = {"plain_board": Lane(plain_board, 10)}
