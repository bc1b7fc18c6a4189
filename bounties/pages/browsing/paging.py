"""A long list, part by part: each begins where the one before ended, so nothing is counted and nothing shown twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 20
BETWEEN = "~"  # between the value and the id in the mark of where a part ended


@dataclass(frozen=True, slots=True)
class Part(Generic[Row]):
    """Some rows in their order, and the mark after which the next part begins; empty at the end."""

    rows: Sequence[Row]
    after: str


def _first(rows: QuerySet[Row], most: int) -> Iterable[Row]:
    return rows[:most]


def part_of(
    rows: QuerySet[Row],
    ordering: Sequence[str],
    after: str = "",
    *,
    size: int = PAGE_SIZE,
    read: Callable[[Any, int], Iterable[Row]] = _first,
) -> Part[Row]:
    """The rows after the mark, by at most one field beside the id; a mark that is none of ours begins anew.

    `read` gives the first so many of the ordered rows that it is handed, or of those among them that it looks for.
    """
    try:
        behind = rows.filter(_behind(rows.model, ordering, after))
    except ValidationError:  # an id, an amount or an hour that is none
        behind = rows
    found = list(read(behind.order_by(*ordering), size + 1))
    if len(found) <= size:
        return Part(found, "")
    return Part(found[:size], _mark(found[size - 1], ordering))


def _mark(row: Model, ordering: Sequence[str]) -> str:
    values = [getattr(row, field.lstrip("-")) for field in ordering]
    return BETWEEN.join(value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values)


def _behind(model: type[Model], ordering: Sequence[str], after: str) -> Q:
    values = after.split(BETWEEN)
    if not after or len(values) != len(ordering):
        return Q()
    names = [field.lstrip("-") for field in ordering]
    fields = [model._meta.get_field(name) for name in names]
    read = [field.to_python(value) for field, value in zip(fields, values, strict=True) if isinstance(field, Field)]
    lookups = [f"{field.lstrip('-')}__{'lt' if field.startswith('-') else 'gt'}" for field in ordering]
    if len(ordering) == 1:
        return Q(**{lookups[0]: read[0]})
    beyond = Q(**{lookups[0]: read[0]}) | Q(**{names[0]: read[0], lookups[1]: read[1]})
    return beyond & Q(
        **{f"{lookups[0]}e": read[0]}
    )  # which an index can begin at; of the two others it reads all before
