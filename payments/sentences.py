"""How a refusal says its values: in the language of whoever asked.

Never for what is hashed, signed, stored or exported; that reads the same to everyone.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, runtime_checkable

from babel.dates import format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit
from django.utils.translation import get_language, gettext, pgettext, to_locale

VALUE = re.compile(r"\\\{(\w+)\\\}")  # of a sentence that is escaped
UNITS = [("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)]


@runtime_checkable
class Spoken(Protocol):
    """A value that knows how people write it in the active language, as Money does."""

    def spoken(self) -> str: ...


def locale() -> str:
    """The active language as Babel names it."""
    return to_locale(get_language() or "en")


def filled(message: str, /, **values: object) -> str:
    """A translated sentence with its `{values}` in it; one without any is left alone, braces and all."""
    return message.format(**{name: in_words(value) for name, value in values.items()}) if values else message


def in_words(value: Any) -> str:
    """A value as people write it: money and moments by language, many of them with commas."""
    match value:
        case Spoken():
            return value.spoken()
        case datetime():
            pattern = pgettext("pattern of a date with its time (CLDR)", "d MMM y, HH:mm")
            return f"{format_datetime(value, pattern, tzinfo=UTC, locale=locale())} UTC"
        case timedelta():
            return _span(value)
        case list() | tuple():
            return ", ".join(in_words(one) for one in value)
        case _:
            return str(value)


class Retelling:
    """Says what the service itself wrote down in English in the reader's language, and leaves people's words alone.

    It knows sentences, marked where they are written down; the values of one are retold as well.
    """

    def __init__(self, sentences: Iterable[str]) -> None:
        self.known = list(sentences)
        self.patterns = [(one, re.compile(VALUE.sub(r"(?P<\1>.+?)", re.escape(one)), re.DOTALL)) for one in self.known]

    def __call__(self, text: str) -> str:
        """The same in the active language, if it is one of the sentences."""
        for sentence, pattern in self.patterns:
            if found := pattern.fullmatch(text):
                return filled(gettext(sentence), **{name: self(value) for name, value in found.groupdict().items()})
        return text


def either(options: Iterable[object]) -> str:
    """One of these, as in "A, B or C"."""
    return format_list([in_words(option) for option in options], style="or", locale=locale())


def together(parts: Iterable[object]) -> str:
    """All of these, as in "A, B and C"."""
    return format_list([in_words(part) for part in parts], locale=locale())


def grouped(number: float) -> str:
    """A large number with the separators of the active language: 1,234,567, or 1.234.567 in German."""
    return format_decimal(number, locale=locale())


def _span(span: timedelta) -> str:
    """Exactly, to the second, since a limit is told by it: "1 day, 2 hours"."""
    rest, parts = int(span.total_seconds()), []
    for unit, size in UNITS:
        count, rest = divmod(rest, size)
        if count:
            parts.append(format_unit(count, unit, length="long", locale=locale()))
    return ", ".join(parts) or format_unit(0, "second", length="long", locale=locale())
