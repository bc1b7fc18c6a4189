"""What stands in a cell of a file that people open in a spreadsheet.

The rule against formulas: a **text** whose first character, past blanks and quotation marks, is = + - @, a tab, a line
feed or a carriage return (or one of the wide forms of the first four) gets an apostrophe before it, so that no
spreadsheet takes it for a formula. Programs that part cells by semicolons or tabs, or rows in spite of quotation marks,
would find further cells inside a text: what would begin like a formula there gets its apostrophe too. A **number** is
written by us from an integer, can hold nothing else, and stays a number, so that -12.50 can be added up.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from uuid import UUID

from payments.money import exponent

Cell = str | int | Decimal | datetime | UUID | None
DANGEROUS = ("=", "+", "-", "@", "\t", "\n", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE = ' "'
PARTING = re.compile(r"([;\t\r\n])(?=[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
places = cache(exponent)


def guarded(text: str) -> str:
    """The text, harmless in every spreadsheet."""
    if ";" in text or "\t" in text or "\n" in text or "\r" in text:
        text = PARTING.sub(r"\1'", text)
    return f"'{text}" if text.lstrip(BEFORE).startswith(DANGEROUS) else text


def decimal(amount: int, currency: str) -> Decimal:
    """Minor units as an exact number of whole units: 1050 of usd is 10.50, of jpy 1050."""
    return Decimal(amount).scaleb(-places(currency))


def iso(moment: datetime) -> str:
    """RFC 3339 in UTC, to the microsecond, always of the same length."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def as_text(cell: Cell) -> str:
    """A cell of a CSV file."""
    match cell:
        case str():
            return guarded(cell)
        case None:
            return ""
        case Decimal():
            return format(cell, "f")
        case datetime():
            return iso(cell)
    return str(cell)


def as_texts(row: Sequence[Any]) -> list[str]:
    """A row of a CSV file."""
    return [as_text(cell) for cell in row]
