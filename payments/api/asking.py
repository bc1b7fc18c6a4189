"""How statements and files are asked for over HTTP: a stretch of time, a form, and an answer that streams."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from payments.sentences import filled
from payments.statements.exporting import TYPES
from payments.statements.models import Export
from payments.statements.paging import MOST_ROWS, span_of
from workers.clock import laurel_now

Meant = TypeVar("Meant")
YES_OR_NO = {"true": True, "false": False}


def asked_as(request: Request, name: str, known: Mapping[str, Meant]) -> Meant | None:
    """What one of the address's parameters means; None where it is not asked. Raises ValidationError for another word.

    Taken for "not asked", a misspelt one would be answered with every row, and look like an answer.
    """
    word = request.query_params.get(name, "")
    if word and word not in known:
        says = filled(_("{word} is not known here. Known: {known}."), word=repr(word[:40]), known=list(known))
        raise serializers.ValidationError({name: [says]})
    return known.get(word)


class ByParameter(BaseContentNegotiation):
    """The form of the answer is said by `as`, so that every Accept header will do."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """There is one."""
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """JSON, for what is not a file."""
        return renderers[0], renderers[0].media_type


class SpanQuery(serializers.Serializer):
    """From the first of the month of the last day, and to today, unless said otherwise; whole days in UTC."""

    def get_fields(self) -> dict[str, Any]:
        """`from` and `to` first; one of them is no name in Python."""
        days = {
            "from": serializers.DateField(required=False, help_text="First day, UTC."),
            "to": serializers.DateField(required=False, help_text="Last day, UTC; it belongs to the period."),
        }
        return {**days, **super().get_fields()}

    @classmethod
    def read(cls, request: Request) -> dict[str, Any]:
        """What was asked, with its `span`; raises ValidationError, InvalidSpan."""
        query = cls(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = dict(query.validated_data)
        return asked | {"span": span_of(asked.get("from"), asked.get("to"), now=laurel_now())}


class StatementQuery(SpanQuery):
    """Which part of one's own statement, and in which form."""

    currency = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=3, help_text="The only one by default."
    )
    cursor = serializers.CharField(
        required=False, allow_blank=True, default="", max_length=1000, help_text="Taken from `next`."
    )
    page_size = serializers.IntegerField(required=False, default=50, min_value=1, max_value=MOST_ROWS)

    def get_fields(self) -> dict[str, Any]:
        """With the form of the answer, whose name is another of Python's words."""
        form = serializers.ChoiceField(choices=["json", *Export.Form.values], default="json", help_text="Or a file.")
        return {**super().get_fields(), "as": form}


FILES: dict[Any, Any] = {
    (200, TYPES[Export.Form.CSV].partition(";")[0]): OpenApiTypes.STR,
    (200, TYPES[Export.Form.XLSX]): OpenApiTypes.BINARY,
}
