"""Who has won most: people who show themselves, in one order, of one span, in one currency or by number alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from bounties.community.models import Span, Standing
from bounties.community.querysets import StandingQuerySet

WINS, PAID = "wins", "paid"
ORDERINGS = {WINS: ["-wins", "profile_id"], PAID: ["-paid", "profile_id"]}


@dataclass(frozen=True, slots=True)
class Board:
    """What is asked. By what was paid only in one currency: amounts of several are never added up."""

    order: str = WINS
    span: str = Span.YEAR
    currency: str = ""
    country: str = ""

    @property
    def ordering(self) -> list[str]:
        """Equal ones stand in an order that stays, and share their place."""
        return ORDERINGS[self.order]

    def rows(self) -> StandingQuerySet:
        """Everyone on it."""
        found = Standing.objects.shown().filter(span=self.span, currency=self.currency)
        if self.order == PAID:
            found = found.by_paid()
        return found.of_country(self.country) if self.country else found


@dataclass(frozen=True, slots=True)
class Place:
    """A row and its rank: as many are better, and one."""

    rank: int
    standing: Standing


def placed(board: Board, part: Sequence[Standing], *, is_first: bool) -> list[Place]:
    """The ranks of a part of the board; one query for a part that is not the first. 1, 2, 2, 4."""
    if not part:
        return []
    before, rank = (0, 1) if is_first else _before(board, part[0])
    places = []
    for number, standing in enumerate(part):
        value = getattr(standing, board.order)
        if number and value != getattr(part[number - 1], board.order):
            rank = before + number + 1
        places.append(Place(rank, standing))
    return places


def _before(board: Board, first: Standing) -> tuple[int, int]:
    """How many stand before it, and its rank."""
    value: Any = getattr(first, board.order)
    better = Q(**{f"{board.order}__gt": value})
    equal = Q(**{board.order: value}, profile_id__lt=first.profile_id)
    found = board.rows().filter(**{f"{board.order}__gte": value})
    counted = found.aggregate(better=Count("pk", filter=better), before=Count("pk", filter=better | equal))
    return counted["before"], counted["better"] + 1
