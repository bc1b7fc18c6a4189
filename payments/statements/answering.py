"""An export as an answer over HTTP, for the API and for the desk."""

from django.http import StreamingHttpResponse

from payments.statements.exporting import File
from payments.statements.spans import Span


def said(span: Span, **filters: str) -> dict[str, str]:
    """By what an export was filtered, as its row keeps it."""
    days = {"from": str(span.first_day), "to": str(span.last_day)}
    return days | {name: value for name, value in filters.items() if value}


def sent(file: File) -> StreamingHttpResponse:
    """The file, as it is made; never kept by a cache."""
    answer = StreamingHttpResponse(file.parts, content_type=file.content_type)
    answer["Content-Disposition"] = f'attachment; filename="{_safe(file.name)}"'
    answer["Cache-Control"] = "no-store"
    return answer


def _safe(name: str) -> str:
    """References may hold anything; a file's name holds letters, digits and . _ -"""
    return "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._-") else "_" for letter in name)
