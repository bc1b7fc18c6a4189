"""How statements and files are asked for over HTTP: a stretch of time, a form, and an answer that streams."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request

from payments.statements.exporting import TYPES
from payments.statements.models import Export
from payments.statements.paging import MOST_ROWS, span_of
from workers.clock import laurel_now


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
