"""The board's front: its newest challenges, whatever else is not asked. Most requests ask for nothing but this.

So its statement is built and compiled once per size of a page; doing so anew took a fifth of each request's time.
"""

from functools import lru_cache
from hashlib import blake2b
from inspect import getsource
from typing import Any

from django.db import connection
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges import querysets, searching
from bounties.challenges.api import rows
from bounties.challenges.api.rows import COLUMNS
from bounties.challenges.models import Challenge
from bounties.challenges.searching import NEWEST, ORDERINGS
from workers.marks import MarkOf, mark_of

BOARD = "board"
ORDER = ORDERINGS[NEWEST]
ASKED_OF_PAGES = {"page_size"}
NAMES = [*COLUMNS, "mark"]


def is_front(request: Request) -> bool:
    """Whether nothing is asked for but perhaps a size."""
    return request.query_params.keys() <= ASKED_OF_PAGES


def read(most: int) -> list[dict[str, Any]]:
    """The newest, as `values(*COLUMNS)` gives them, and the mark of the board that they are of."""
    with connection.cursor() as cursor:
        cursor.execute(_statement(most))
        return [dict(zip(NAMES, row, strict=True)) for row in cursor.fetchall()]


@lru_cache(maxsize=128)
def _statement(most: int) -> str:
    newest = Challenge.objects.listed().order_by(*ORDER).annotate(mark=MarkOf(BOARD)).values_list(*NAMES)
    operations: Any = connection.ops
    return str(operations.compose_sql(*newest[:most].query.sql_with_params()))


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
    told = "".join(map(getsource, (rows, searching, querysets)))
    return blake2b(told.encode(), digest_size=3).hexdigest()
