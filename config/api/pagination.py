"""Keyset pages: the next page starts after the last row seen, so page 10,000 costs what page 1 costs. Never a COUNT.

Works on any queryset with a plain `order_by("-closes_at", "pk")` (or Meta.ordering), on `values()` too. The primary key
ends every order, so that no row is skipped or shown twice. An annotated order must compare exactly: cast `SearchRank`
(a 4-byte float) to a DecimalField first.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any

from django.core import signing
from django.db.models import Field, Q, QuerySet
from django.db.models.lookups import IsNull
from django.db.models.sql.where import AND
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param

from payments.sentences import filled

DEFAULT_PAGE_SIZE = 20
LARGEST_PAGE_SIZE = 100
# Cursors are signed: one that we did not make is refused before it reaches the database. Without a time in it, so that
# the same page has the same bytes, and with them the same ETag. They stand in an address without being escaped.
CURSORS = signing.Signer(salt="laurel.cursor", sep="~")


class KeysetPagination(BasePagination):
    """`{"results": [], "next", "previous"}`, `?cursor=`, `?page_size=` to 100, and a Link header."""

    notice = ""  # to whoever reads the page, where it is not all there is

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The page that the cursor names; reads one row more than it shows, to know whether there is a next one."""
        ordered = queryset.order_by(*_order(queryset, getattr(view, "ordering", None)))
        return self.paginate_read(ordered, lambda rows, most: list(rows[:most]), request)

    def paginate_read(self, queryset: Any, read: Callable[[Any, int], list[Any]], request: Request) -> list[Any]:
        """The same, where somebody else reads the first so many of the ordered rows that the cursor leaves."""
        order = _order(queryset, None)
        backwards, start = _read(request.query_params.get("cursor"), order)
        wanted = [_reversed(name) for name in order] if backwards else order
        rows = queryset.order_by(*wanted)
        if start:
            rows = rows.filter(_beyond(queryset, wanted, start))
        size = self._asked(request)
        return self._page(read(rows, size + 1), size, order, backwards=backwards, is_first=start is None)

    def paginate_kept(
        self, read: Callable[[int, bool, Any], list[Any]], order: list[str], request: Request
    ) -> list[Any]:
        """The same page, wholly read by somebody else: at most so many, backwards, beyond the row with which values."""
        backwards, start = _read(request.query_params.get("cursor"), order)
        size = self._asked(request)
        found = read(size + 1, backwards, start)
        return self._page(found, size, order, backwards=backwards, is_first=start is None)

    def _page(self, found: list[Any], size: int, order: list[str], *, backwards: bool, is_first: bool) -> list[Any]:
        more, page = len(found) > size, found[:size]
        if backwards:
            page.reverse()
        self._link(page, order, has_next=backwards or more, has_previous=more if backwards else not is_first)
        return page

    def get_paginated_response(self, data: Any) -> Response:
        """The page and where it leads."""
        links = [f'<{url}>; rel="{rel}"' for url, rel in [(self.next, "next"), (self.previous, "prev")] if url]
        body = {"results": data, "next": self.next, "previous": self.previous}
        if self.notice:
            body["notice"] = self.notice
        return Response(body, headers={"Link": ", ".join(links)} if links else {})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page's shape in OpenAPI 3.1."""
        link = {"type": ["string", "null"], "format": "uri", "example": None}  # as on the only page
        properties = {"results": schema, "next": link, "previous": link}
        notice = {"type": "string", "description": "Only where the list is cut: why, and what to do.", "example": ""}
        return {"type": "object", "required": list(properties), "properties": properties | {"notice": notice}}

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The two query parameters."""
        size = {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE_SIZE, "default": DEFAULT_PAGE_SIZE}
        cursor = "Taken from `next` or `previous`; opaque."
        return [
            {"name": "cursor", "in": "query", "schema": {"type": "string"}, "description": cursor},
            {"name": "page_size", "in": "query", "schema": size, "description": "Rows per page."},
        ]

    def _asked(self, request: Request) -> int:
        self.first = remove_query_param(request.build_absolute_uri(), "cursor")
        return _size(request.query_params.get("page_size"))

    def _link(self, page: list[Any], order: list[str], *, has_next: bool, has_previous: bool) -> None:
        self.next = self._url(page[-1:], order, backwards=False) if has_next else None
        self.previous = self._url(page[:1], order, backwards=True) if has_previous else None

    def _url(self, last: list[Any], order: list[str], *, backwards: bool) -> str:
        if not last:  # an empty page behind either end leads back to the first
            return self.first
        (row,) = last
        values = [_plain(_value(row, name.lstrip("-"))) for name in order]
        joint = "&" if "?" in self.first else "?"
        return f"{self.first}{joint}cursor={CURSORS.sign_object([backwards, order, values])}"


def _size(asked: str | None) -> int:
    if asked is None:
        return DEFAULT_PAGE_SIZE
    if not asked.isascii() or not asked.isdigit() or len(asked) > 9 or not 1 <= int(asked) <= LARGEST_PAGE_SIZE:
        raise ValidationError(
            {
                "page_size": filled(
                    _("{asked} is not a number from 1 to {most}."), asked=repr(asked[:40]), most=LARGEST_PAGE_SIZE
                )
            }
        )
    return int(asked)


def _order(queryset: QuerySet[Any], of_view: Sequence[str] | None) -> list[str]:
    order = [str(name) for name in of_view or queryset.query.order_by or queryset.model._meta.ordering]
    named = {name.lstrip("-") for name in order}
    key = queryset.model._meta.pk.name
    return order if named & {"pk", key} else [*order, key]


def _read(cursor: str | None, order: list[str]) -> tuple[bool, list[Any] | None]:
    if not cursor:
        return False, None
    try:
        backwards, made_for, start = CURSORS.unsign_object(cursor)
    except signing.BadSignature as error:
        raise ValidationError({"cursor": _("Not a cursor of ours. Take `next` or `previous` as they are.")}) from error
    if made_for != order:
        raise ValidationError({"cursor": _("This cursor belongs to another ordering. Start again without one.")})
    return backwards, start


def _beyond(queryset: QuerySet[Any], order: list[str], start: list[Any]) -> Q:
    """Rows after `start`: (a, b) > (x, y) as a > x or (a = x and b > y), led by a >= x, which an index can serve."""
    after = Q()
    for name, value in reversed(list(zip(order, start, strict=True))):
        plain = name.lstrip("-")
        same = Q(**{f"{plain}__isnull": True}) if value is None else Q(**{plain: value})
        after = _after(queryset, name, value) | (same & after if after else Q(pk__in=[]))
    name, value = order[0], start[0]
    if value is not None and not _nullable(queryset, name.lstrip("-")):
        after &= Q(**{f"{name.lstrip('-')}__{'lte' if name.startswith('-') else 'gte'}": value})
    return after


def _after(queryset: QuerySet[Any], name: str, value: Any) -> Q:
    """PostgreSQL's order of nulls: last when ascending, first when descending."""
    plain, descending = name.lstrip("-"), name.startswith("-")
    if value is None:
        return Q(**{f"{plain}__isnull": False}) if descending else Q(pk__in=[])
    later = Q(**{f"{plain}__{'lt' if descending else 'gt'}": value})
    ascending_null = not descending and _nullable(queryset, plain)
    return later | Q(**{f"{plain}__isnull": True}) if ascending_null else later


def _nullable(queryset: QuerySet[Any], name: str) -> bool:
    fields = {field.name: field for field in queryset.model._meta.get_fields() if isinstance(field, Field)}
    return "__" in name or (name in fields and fields[name].null and not _is_filled(queryset, fields[name]))


def _is_filled(queryset: QuerySet[Any], field: Any) -> bool:
    """Whether the queryset itself leaves out the rows where it is null."""
    asked = [part for part in queryset.query.where.children if isinstance(part, IsNull) and part.rhs is False]
    return queryset.query.where.connector == AND and any(getattr(part.lhs, "target", None) == field for part in asked)


def _reversed(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _value(row: Any, path: str) -> Any:
    if isinstance(row, dict):
        return row["id" if path == "pk" else path]
    return reduce(getattr, path.split("__"), row)


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int) else _text(value)


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
