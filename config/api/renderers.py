"""JSON in and out through orjson: fast, strict, UTF-8."""

from collections.abc import Mapping
from decimal import Decimal
from typing import IO, Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer

LARGEST_JSON_BYTES = 1_048_576
UNSTORABLE = gettext_lazy("It holds the character U+0000, which cannot be stored. Leave that out.")


class OrjsonRenderer(BaseRenderer):
    """`application/json`, also for problems, whose media type their own answer sets."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> bytes:
        """Times as RFC 3339 in UTC with a Z, decimals as exact numbers."""
        if data is None:
            return b""
        return orjson.dumps(data, default=_plain, option=orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS)


class OrjsonParser(BaseParser):
    """A JSON object of at most one megabyte; NaN, invalid Unicode and NUL (PostgreSQL cannot store it) are refused."""

    media_type = "application/json"

    def parse(self, stream: IO[bytes], media_type: str | None = None, parser_context: Any = None) -> Any:
        """Raises ParseError naming the place, ValidationError naming the field, RequestDataTooBig."""
        raw = stream.read(LARGEST_JSON_BYTES + 1)
        if len(raw) > LARGEST_JSON_BYTES:
            raise RequestDataTooBig
        try:
            data = orjson.loads(raw)
        except orjson.JSONDecodeError as error:
            raise ParseError(_("Malformed JSON: {error}.").format(error=error)) from error
        if not isinstance(data, dict):
            raise ParseError(_("The body must be a JSON object."))
        if b"\\u0000" in raw and (found := [name for name, value in data.items() if _holds_nul([name, value])]):
            raise ValidationError({name: [UNSTORABLE] for name in found})
        return data


def _holds_nul(data: Any) -> bool:
    match data:
        case str():
            return "\0" in data
        case list():
            return any(map(_holds_nul, data))
        case dict():
            return any(_holds_nul(key) or _holds_nul(value) for key, value in data.items())
    return False


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Decimal):
        return orjson.Fragment(str(value))  # a JSON number with exactly these digits
    if isinstance(value, Promise):
        return str(value)
    if hasattr(value, "__iter__"):
        return list(value)
    raise TypeError
