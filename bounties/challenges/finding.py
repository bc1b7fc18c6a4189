"""The first challenges of an order that have these words: found in bounded time, however many have them.

A common word is on every page of the board: who walks along the board in its order, and stops, has a page at once. A
rare one is named by the indexes of words, which know no order: what they name is read whole and sorted, so it may only
be so much. Both find exactly the same. One statement does what is needed, in this order, and no more:

1. `near`: it looks through the first rows of the board in the order asked for. A page of matches, and it is done;
2. `named`: it asks the indexes of words, for so many at most. If there are no more, they are sorted: done;
3. `far`: it looks through more of the board, and if that holds less than a page, the list is cut there, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import OperationalError, connection
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from bounties.challenges.querysets import ChallengeQuerySet
from bounties.errors import InvalidInput
from workers.marks import mark_sql

BOARD = "board"  # the mark of what the board shows
# Rows of the board that are looked through. Near ones cost less than a microsecond each, which is why they are so many:
# over a million, two words of one in a hundred take 6 ms so, and 60 by the indexes, which read both words whole.
NEAR, FAR = 5_000, 20_000
NAMED = 2_000  # rows that the indexes of words may name, to be sorted
LONGEST_MS = 2_000
CANCELLED = "57014"  # what PostgreSQL says of a statement that took longer
# Sequences are off: the words' indexes are there to be used, whatever PostgreSQL believes of a word it does not know.
# One message, so that all of it is one transaction; the limits end with it, also inside of another.
STATEMENT = """
SET LOCAL statement_timeout = {milliseconds}; SET LOCAL enable_seqscan = off;
WITH near AS MATERIALIZED (SELECT id FROM ({near}) AS looked WHERE matches LIMIT {most}),
named AS MATERIALIZED (
    SELECT id FROM challenges_challenge WHERE (SELECT count(*) FROM near) < {most} AND {words} LIMIT {named_most} + 1),
hits AS MATERIALIZED ({hits}),
far AS MATERIALIZED (
    SELECT id FROM ({far}) AS looked WHERE matches AND (SELECT count(*) FROM named) > {named_most} LIMIT {most})
SELECT {mark} AS mark, (SELECT count(*) FROM near) AS nearby, (SELECT count(*) FROM named) AS named,
    ARRAY(SELECT id FROM near),
    CASE WHEN (SELECT count(*) FROM named) <= {named_most}
        THEN ARRAY(SELECT id FROM hits ORDER BY {order} LIMIT {most}) END,
    ARRAY(SELECT id FROM far),
    CASE WHEN (SELECT count(*) FROM named) > {named_most} AND (SELECT count(*) FROM far) < {most}
        THEN EXISTS ({beyond}) END;
SET LOCAL statement_timeout TO DEFAULT; SET LOCAL enable_seqscan TO DEFAULT
"""


@dataclass(frozen=True, slots=True)
class Found:
    """The ids, the board's mark of the same moment, and whether the list ends before the board does."""

    ids: Sequence[UUID]
    mark: int
    is_cut: bool


def first_with(rows: ChallengeQuerySet, words: Q, others: Q, most: int, *, field: str = "q") -> Found:
    """Of these rows of the board, in their order, the first that have the words and keep what else is asked.

    Raises InvalidInput, with the field to blame, where PostgreSQL would take too long to find them.
    """
    statement, params = _statement(rows, words, others, most)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            cursor.nextset()
            cursor.nextset()
            mark, nearby, named, near, hits, far, is_cut = cursor.fetchone()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) != CANCELLED:
            raise
        raise InvalidInput(
            _("These words take too long to look for. Write longer ones, or more."), field=field
        ) from error
    if nearby == most:
        return Found(near, mark, is_cut=False)
    return Found(hits if named <= NAMED else far, mark, is_cut=bool(is_cut))


def _statement(rows: ChallengeQuerySet, words: Q, others: Q, most: int) -> tuple[str, list[Any]]:
    order = [str(name) for name in rows.query.order_by]
    looked = rows.annotate(matches=ExpressionWrapper(words & others, BooleanField())).values_list("id", "matches")
    by_words = rows.model.objects.filter(words).query
    hits = rows.order_by().filter(others, pk__in=RawSQL("SELECT id FROM named", []))
    columns = ["id", *(field for name in order if (field := name.lstrip("-")) not in ("pk", "id"))]
    parts = {
        "near": looked[:NEAR].query.sql_with_params(),
        "words": _condition(by_words),
        "hits": hits.values_list(*columns).query.sql_with_params(),
        "far": looked[:FAR].query.sql_with_params(),
        "beyond": rows.values_list("id")[FAR : FAR + 1].query.sql_with_params(),
    }
    statement = STATEMENT.format(
        milliseconds=LONGEST_MS, most=most, named_most=NAMED, mark=mark_sql(BOARD), order=_in_sql(order),
        **{name: sql for name, (sql, _params) in parts.items()},
    )  # fmt: skip
    return statement, [value for _sql, params in parts.values() for value in params]


def _condition(query: Any) -> tuple[str, Any]:
    """What stands after WHERE."""
    return query.where.as_sql(query.get_compiler(connection=connection), connection)


def _in_sql(order: Sequence[str]) -> str:
    named = [("id" if name.lstrip("-") == "pk" else name.lstrip("-"), name.startswith("-")) for name in order]
    return ", ".join(f"{name} DESC" if descending else name for name, descending in named)
