"""The board's list: ours through the whole stack, and its statement alone by psycopg and orjson."""

from collections.abc import Callable
from typing import Any

import orjson
from psycopg.rows import dict_row

from bounties.challenges.api import front
from bounties.challenges.models import Challenge
from config.api.pagination import CURSORS
from tests.bench.lanes.lane import Call, Caller, Lane, asked_by, bare_connection

LIST = "/api/v1/challenges"
DEPTH = 200_000


def list_of(query: str = "") -> Callable[[], Call]:
    """The list through the whole stack."""

    def begin() -> Call:
        caller = Caller()

        def call() -> None:
            answer = caller.get(f"{LIST}?{query}")
            assert (answer.status, len(answer.body) > 5_000) == (200, True), answer

        return call

    return begin


def not_modified() -> Call:
    """The list again, by somebody who has it already."""
    caller = Caller()
    tag = caller.get(LIST).headers["ETag"]

    def call() -> None:
        assert caller.get(LIST, HTTP_IF_NONE_MATCH=tag).status == 304

    return call


def bare() -> Call:
    """The same statement by psycopg, its rows written by orjson."""
    caller = Caller()
    caller.get(LIST)
    (statement, params), *_ = [row for row in asked_by(lambda: caller.get(LIST)) if "challenges_challenge" in row[0]]
    cursor = bare_connection(row_factory=dict_row).cursor()

    def call() -> bytes:
        rows: list[dict[str, Any]] = cursor.execute(statement, params).fetchall()
        return orjson.dumps(rows)

    assert len(call()) > 5_000
    return call


def deep() -> Call:
    """The page at depth 200,000 (or at four fifths of the board, if that is less): its cursor as a reader has it."""
    caller = Caller()
    listed = Challenge.objects.listed()
    depth = min(DEPTH, listed.count() * 4 // 5)
    published_at, last = listed.order_by(*front.ORDER).values_list("published_at", "pk")[depth - 1]
    page = f"{LIST}?cursor={CURSORS.sign_object([False, front.ORDER, [published_at.isoformat(), str(last)]])}"

    def call() -> None:
        assert caller.get(page).status == 200

    return call


LANES = {
    "board": Lane(list_of(), 200),
    "board_304": Lane(not_modified, 600),
    "board_bare": Lane(bare, 1_000),
    "board_deep": Lane(deep, 200),
    "board_open": Lane(list_of("status=open"), 120),
    "board_soonest": Lane(list_of("ordering=closes_at"), 120),
    "board_richest": Lane(list_of("ordering=-prize"), 120),
}
