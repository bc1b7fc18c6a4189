"""The board's front: its newest challenges, whatever else is not asked. Most requests ask for nothing but this.

So its statements are built and compiled once per size of a page; doing so anew took a fifth of each request's time.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from inspect import getsource
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges import finding, querysets, searching
from bounties.challenges.api import rows
from bounties.challenges.api.rows import COLUMNS
from bounties.challenges.finding import BOARD
from bounties.challenges.models import Challenge
from bounties.challenges.searching import NEWEST, ORDERINGS
from workers.marks import MarkOf, mark_of

ORDER = ORDERINGS[NEWEST]
ASKED_OF_PAGES = {"page_size", "cursor"}
# In whose places the two values of a cursor come.
ANY_HOUR, ANY_ID = datetime(1, 1, 1, tzinfo=UTC), UUID(int=1)
NAMES = [*COLUMNS, "mark"]


def is_front(request: Request) -> bool:
    """Whether nothing is asked for but which page, and how large."""
    return request.query_params.keys() <= ASKED_OF_PAGES


def read(most: int, backwards: bool, beyond: Sequence[str] | None) -> list[dict[str, Any]]:
    """The newest, or those beyond one, as `values(*COLUMNS)` gives them, and the mark of the board that they are of."""
    statement, params = _statement(most, backwards, beyond is not None)
    places = dict(zip((ANY_HOUR, ANY_ID), beyond or (), strict=False))
    with connection.cursor() as cursor:
        cursor.execute(statement, [places.get(param, param) for param in params] or None)
        return [dict(zip(NAMES, row, strict=True)) for row in cursor.fetchall()]


@lru_cache(maxsize=128)
def _statement(most: int, backwards: bool, is_beyond: bool) -> tuple[str, tuple[Any, ...]]:
    listed = Challenge.objects.listed().order_by(*(name.lstrip("-") if backwards else name for name in ORDER))
    if is_beyond:
        listed = listed.filter(_beyond("gt" if backwards else "lt"))
    statement, params = listed.annotate(mark=MarkOf(BOARD)).values_list(*NAMES)[:most].query.sql_with_params()
    operations: Any = connection.ops
    return (statement, params) if is_beyond else (str(operations.compose_sql(statement, params)), ())


def _beyond(way: str) -> Q:
    """Rows beyond one; all of them are published, so that the index can begin at its hour."""
    later = Q(**{f"published_at__{way}": ANY_HOUR}) | Q(published_at=ANY_HOUR, **{f"id__{way}": ANY_ID})
    return later & Q(**{f"published_at__{way}e": ANY_HOUR})


def mark() -> str:
    """That of the present board."""
    return named(mark_of(BOARD))


def named(number: int) -> str:
    """A mark as it stands in an ETag."""
    return f"{BOARD}.{_edition()}.{number:x}"


def unchanged(mark: str) -> Response:
    """304: who asked has it already."""
    answer = Response(status=304)
    answer.mark = mark  # type: ignore[attr-defined]
    return answer


@lru_cache
def _edition() -> str:
    """Another whenever new code may choose or write the same rows otherwise."""
    told = "".join(map(getsource, (rows, searching, finding, querysets)))
    return blake2b(told.encode(), digest_size=3).hexdigest()
