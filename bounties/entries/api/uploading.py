"""Multipart uploads whose file names arrive as they were sent, so that a name that hides something can be refused."""

import html
from collections.abc import Mapping
from typing import Any

from django.http.multipartparser import MultiPartParser as DjangoParser
from django.http.multipartparser import MultiPartParserError
from rest_framework.exceptions import ParseError
from rest_framework.parsers import DataAndFiles, MultiPartParser


class _Parser(DjangoParser):
    """Django would drop what cannot be printed, in silence."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        """The last part of the path, otherwise as it is."""
        name = html.unescape(file_name).replace("\\", "/").rpartition("/")[2].strip()
        return None if name in {"", ".", ".."} else name


class UploadParser(MultiPartParser):
    """As DRF's own, but for the names."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> DataAndFiles:
        """The fields and files of the body; raises ParseError."""
        assert parser_context is not None
        request = parser_context["request"]
        meta = request.META | {"CONTENT_TYPE": media_type}
        try:
            parser = _Parser(meta, stream, request.upload_handlers, parser_context.get("encoding"))
            return DataAndFiles(*parser.parse())
        except MultiPartParserError as error:
            raise ParseError(f"Multipart form parse error - {error}") from error
