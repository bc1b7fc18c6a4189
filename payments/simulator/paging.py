"""Lists: newest first, by cursor, with Stripe's filters."""

import json
from dataclasses import dataclass
from typing import Any

from payments.simulator.act import Act
from payments.simulator.errors import StripeRefusal, no_such
from payments.simulator.store import Document

RANGES = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition in SQL on a row of objects, and its values."""

    sql: str
    values: tuple[Any, ...] = ()


def field_is(name: str, value: Any) -> Filter:
    return Filter(f"json_extract(body, '$.{name}') = ?", (value,))


def hidden_is(name: str, value: Any) -> Filter:
    """For what Stripe filters by, but does not show."""
    return Filter(f"json_extract(hidden, '$.{name}') = ?", (value,))


def hidden_isnt(name: str) -> Filter:
    """For what Stripe leaves out of its lists."""
    return Filter(f"json_extract(hidden, '$.{name}') IS NOT TRUE")


def page(act: Act, kind: str, url: str, filters: list[Filter]) -> Document:
    """One page of the account's objects of that kind, as Stripe's list object."""
    limit = act.params.get("limit", 10)
    if not 1 <= limit <= 100:
        message = f"Invalid integer: limit must be between 1 and 100, not {limit}"
        raise StripeRefusal(message, code="parameter_invalid_integer", param="limit")
    backwards = "ending_before" in act.params
    conditions = [
        Filter("kind = ? AND account = ?", (kind, act.account)),
        *filters,
        *_created(act),
        *_cursor(act, kind),
    ]
    where = " AND ".join(f"({condition.sql})" for condition in conditions)
    values = [value for condition in conditions for value in condition.values]
    order = "ASC" if backwards else "DESC"
    sql = f"SELECT body FROM objects WHERE {where} ORDER BY seq {order} LIMIT ?"  # noqa: S608 only our own conditions
    rows = [json.loads(row["body"]) for row in act.store.run(sql, *values, limit + 1)]
    shown = rows[:limit]
    return {
        "object": "list",
        "url": url,
        "has_more": len(rows) > limit,
        "data": shown[::-1] if backwards else shown,
    }


def _created(act: Act) -> list[Filter]:
    match act.params.get("created"):
        case None:
            return []
        case int(moment):
            return [Filter("created = ?", (moment,))]
        case span:
            return [Filter(f"created {RANGES[bound]} ?", (moment,)) for bound, moment in span.items()]


def _cursor(act: Act, kind: str) -> list[Filter]:
    for param, comparison in (("starting_after", "<"), ("ending_before", ">")):
        if key := act.params.get(param):
            found = act.store.run(
                "SELECT seq FROM objects WHERE id = ? AND kind = ? AND account = ?", key, kind, act.account
            )
            if not found:
                raise no_such(kind, key, param=param)
            return [Filter(f"seq {comparison} ?", (found[0]["seq"],))]
    return []
