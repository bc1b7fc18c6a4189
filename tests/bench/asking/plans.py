"""How PostgreSQL runs each hot statement: its text, its shape (nodes, tables, indexes), and the plan itself."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction

from bounties.challenges.likening import similar_to
from bounties.challenges.models import Challenge
from bounties.challenges.searching import ORDERINGS
from bounties.community.boards import PAID, Board
from bounties.entries import closing
from bounties.notifications.models import Notification
from bounties.pages.browsing.paging import part_of
from tests.bench.lanes import board, reading, search
from tests.bench.lanes.lane import Call, asked_by
from tests.bench.rows import RAREST
from tests.bench.words import COMMON, WORDS
from workers import delivery, grouping
from workers.broker import WakeBroker
from workers.models import Delivery
from workers.presence import NOBODY, new_token
from workers.relay import wake_due

DEEP = 200_000
NOT_OURS = ("EXPLAIN", "pg_stats")  # what asks for plans, and what asks PostgreSQL what it knows of words
CHALLENGES, STANDINGS = "challenges_challenge", "community_standing"


def drawn() -> dict[str, dict[str, str]]:
    """By name: `statement`, `shape` and `plan`."""
    found: dict[str, dict[str, str]] = {}
    for name, (begin, table) in HOT.items():
        statements = [given for given in asked_by(begin()) if table in given[0] and not _is_not_ours(given[0])]
        found |= {
            name if number == 1 else f"{name}-{number}": _explained(*given)
            for number, given in enumerate(statements, start=1)
        }
    return found


def _is_not_ours(statement: str) -> bool:
    return any(word in statement for word in NOT_OURS)


def _explained(statement: str, params: Any) -> dict[str, str]:
    before, statement = _parted(statement)
    with transaction.atomic(), connection.cursor() as cursor:
        if before:
            cursor.execute(before)
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", params)
        (tree,) = cursor.fetchone()
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, SUMMARY OFF) {statement}", params)
        plan = "\n".join(line for (line,) in cursor.fetchall())
        transaction.set_rollback(True)
    return {"statement": statement.strip(), "shape": "\n".join(_shape(tree[0]["Plan"])), "plan": plan}


def _parted(message: str) -> tuple[str, str]:
    """What is set for a statement in the same message, and the statement."""
    parts = message.strip().split(";\n")
    return (parts[0], parts[1]) if parts[0].startswith("SET LOCAL") else ("", message)


def _shape(node: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """A line per node. Bitmaps of several indexes stand in PostgreSQL's order of the day, so they are sorted."""
    told = [node["Node Type"], node.get("Join Type", ""), node.get("Relation Name", ""), node.get("Index Name", "")]
    yield "  " * depth + " ".join(word for word in told if word)
    yield from sorted("\n".join(_shape(below, depth + 1)) for below in node.get("Plans", []))


def _deep(order: str) -> Callable[[], Call]:
    """The page of the web client at depth 200,000, by its mark."""

    def begin() -> Call:
        rows, ordering = Challenge.objects.listed(), ORDERINGS[order]
        depth = min(DEEP, rows.count() * 4 // 5)
        last = rows.order_by(*ordering)[depth]
        values = [getattr(last, field.lstrip("-")) for field in ordering]
        mark = "~".join(value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values)
        return lambda: part_of(rows.select_related("sponsor"), ordering, mark)

    return begin


def _leaders(leaders: Board, depth: int = 0) -> Callable[[], Call]:
    def begin() -> Call:
        mark = ""
        if depth:
            last = leaders.rows().order_by(*leaders.ordering)[min(depth, leaders.rows().count() * 4 // 5)]
            mark = f"{getattr(last, leaders.order)}~{last.profile_id}"
        return lambda: part_of(leaders.rows(), leaders.ordering, mark)

    return begin


class Session:
    """Django's connection, for what relays and workers send beside it: so it is seen."""

    def execute(self, statement: str, params: Any) -> Any:
        """The cursor, whose rows can be fetched."""
        cursor = connection.cursor()
        cursor.execute(statement, params)
        return cursor


def _claiming() -> Call:
    return lambda: wake_due(Session(), WakeBroker())  # type: ignore[arg-type]


def _looking_for_work() -> Call:
    return lambda: Session().execute(delivery.BY_QUEUE, delivery.asked("default", new_token(NOBODY)))


def _starting_a_group() -> Call:
    among = list(Delivery.objects.values_list("pk", flat=True)[: grouping.MOST_IN_A_GROUP])
    return lambda: Session().execute(grouping.START_GROUP, grouping.asked(among, new_token(NOBODY)))


def _reading(name: str) -> Callable[[], Call]:
    return reading.LANES[name].begin


def _similar() -> Call:
    title = f"{COMMON[0]} {COMMON[7]} {WORDS[3000]}"
    return lambda: list(similar_to(Challenge.objects.listed().select_related("sponsor"), title)[:10])


HOT: dict[str, tuple[Callable[[], Call], str]] = {
    "board-newest": (board.list_of(), CHALLENGES),
    "board-open": (board.list_of("status=open"), CHALLENGES),
    "board-soonest": (board.list_of("ordering=closes_at"), CHALLENGES),
    "board-richest": (board.list_of("ordering=-prize"), CHALLENGES),
    "board-tag": (board.list_of("tag=water"), CHALLENGES),
    "board-deep": (board.deep, CHALLENGES),
    "page-deep-newest": (_deep("newest"), CHALLENGES),
    "page-deep-soonest": (_deep("closes_at"), CHALLENGES),
    "page-deep-richest": (_deep("-prize"), CHALLENGES),
    "search-rare": (search.searching(RAREST), CHALLENGES),
    "search-common": (search.searching(COMMON[0]), CHALLENGES),
    "search-two": (search.searching(f"{COMMON[0]} {COMMON[9]}"), CHALLENGES),
    "similar": (_similar, CHALLENGES),
    "detail": (_reading("detail"), CHALLENGES),
    "timeline": (_reading("timeline"), "workers_event"),
    "inbox": (_reading("inbox"), Notification._meta.db_table),
    "leaders-wins": (_leaders(Board()), STANDINGS),
    "leaders-deep": (_leaders(Board(), 50_000), STANDINGS),
    "leaders-paid": (_leaders(Board(order=PAID, currency="usd")), STANDINGS),
    "leaders-country": (_leaders(Board(country="DE")), STANDINGS),
    "close-due": (lambda: closing.close_due, CHALLENGES),
    "relay-claims": (_claiming, "workers_delivery"),
    "worker-next": (_looking_for_work, "workers_delivery"),
    "worker-group": (_starting_a_group, "workers_delivery"),
}  # fmt: skip
