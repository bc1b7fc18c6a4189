"""A sheet of scores as anyone can write it down: CSV with `entry,criterion,weight` and one column per judge."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from bounties.errors import BountyError

FIXED = ("entry", "criterion", "weight")
TOTAL = "total"  # what the report calls its last row of an entry
PLAIN_NUMBER = re.compile(r"-?([0-9]{1,15}(\.[0-9]{0,15})?|\.[0-9]{1,15})")
SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
LONGEST_SHOWN = 40  # characters of a bad value


class BadSheet(BountyError):
    """The sheet cannot be counted as it is; the sentence has the line, the column and the remedy."""

    code = "bad_sheet"


@dataclass(frozen=True, slots=True)
class Row:
    """What the judges gave one entry on one criterion; who gave nothing is not in it."""

    line: int
    entry: str
    criterion: str
    weight: Decimal
    given: Mapping[str, Decimal]


def rows_of(file: Path, *, missing: Decimal | None = None) -> Iterator[Row]:
    """Every row of the sheet, read as it is asked for. A blank cell, or one that equals `missing`, was not given.

    A byte order mark is passed over. Raises BadSheet.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            yield from _rows(csv.reader(lines, strict=True), missing)
    except OSError as error:
        raise BadSheet(
            _("Cannot read {file}: {why}. Name a CSV file that can be read."), file=file, why=error.strerror
        ) from error
    except UnicodeDecodeError as error:
        raise BadSheet(
            _("{file} is not UTF-8 (byte {byte}). Save it as CSV in UTF-8."), file=file, byte=error.start
        ) from error


def number_in(text: str) -> Decimal | None:
    """A plain decimal number, or None for anything else: no thousands, no exponents, no infinity."""
    return Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None


_number = lru_cache(maxsize=100_000)(number_in)  # judges give few different numbers


def _rows(reader: Any, missing: Decimal | None) -> Iterator[Row]:
    cells = _numbered(reader)
    _place, header = next(cells, (1, []))
    columns = _columns(header)
    seen: dict[tuple[str, str], int] = {}
    for line, row in cells:
        _require_width(line, len(row), len(header))
        found = _row(line, {name: row[place].strip() for name, place in columns.items()}, missing)
        first = seen.setdefault((found.entry, found.criterion), line)
        if first != line:
            raise BadSheet(
                _(
                    "Line {line}, column criterion: {criterion} of entry {entry} was scored in line {first} already. "
                    "Keep one of the two."
                ),
                line=line,
                criterion=_shown(found.criterion),
                entry=_shown(found.entry),
                first=first,
            )
        yield found
    if not seen:
        raise BadSheet(_("Line 2: there are no scores. Add a row for each entry and criterion."))


def _require_width(line: int, count: int, wanted: int) -> None:
    if count != wanted:
        raise BadSheet(
            _(
                "Line {line}: it has {count} cells, the first line has {wanted}. Give each column one cell; a cell "
                "with a comma in it needs quotes."
            ),
            line=line,
            count=count,
            wanted=wanted,
        )


def _numbered(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, with the number of their last line."""
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            line = reader.line_num
            raise BadSheet(
                _("Line {line}: this is no CSV ({error}). Check its quotes; every open one is closed."),
                line=line,
                error=error,
            ) from error
        if any(cell.strip() for cell in row):
            yield reader.line_num, row


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Where each column is; refuses a header that does not name them all, each once."""
    names = [name.strip() for name in header]
    for mark, called in SEPARATORS.items():
        if len(names) == 1 and mark in names[0]:
            raise BadSheet(_("Line 1: its cells are separated by {called}. Save the sheet with commas."), called=called)
    for name in FIXED:
        if name not in names:
            raise BadSheet(
                _("Line 1: there is no column {name}. The first line is entry,criterion,weight and the judges."),
                name=name,
            )
    if "" in names:
        raise BadSheet(
            _("Line 1, column {column}: it has no name. Name the judge, or take the column out."),
            column=names.index("") + 1,
        )
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise BadSheet(
            _("Line 1: two columns are called {name}. Give each judge a name of their own."), name=_shown(twice)
        )
    if len(names) == len(FIXED):
        raise BadSheet(_("Line 1: there is no judge. Add a column of scores for each judge."))
    return {name: place for place, name in enumerate(names)}


def _row(line: int, cells: Mapping[str, str], missing: Decimal | None) -> Row:
    for name in ("entry", "criterion"):
        if not cells[name]:
            raise BadSheet(_("Line {line}, column {name}: it is empty. Name the {name}."), line=line, name=name)
    if cells["criterion"] == TOTAL:
        raise BadSheet(
            _('Line {line}, column criterion: "{total}" is the report\'s own row. Call the criterion otherwise.'),
            line=line,
            total=TOTAL,
        )
    weight = _read(line, "weight", cells["weight"])
    if weight < 0:
        raise BadSheet(
            _("Line {line}, column weight: {weight} is below zero. Give a weight of 0 or more."),
            line=line,
            weight=weight,
        )
    judges = ((name, text) for name, text in cells.items() if name not in FIXED and text)
    given = {name: _read(line, name, text) for name, text in judges}
    return Row(line, cells["entry"], cells["criterion"], weight, _without(given.items(), missing))


def _without(given: Iterable[tuple[str, Decimal]], missing: Decimal | None) -> dict[str, Decimal]:
    return {name: score for name, score in given if score != missing}


def _read(line: int, column: str, text: str) -> Decimal:
    number = _number(text)
    if number is None:
        plain = _(
            "Line {line}, column {column}: {text} is no plain number. Write it like 1234.5, without thousands "
            "separators and with a point."
        )
        blank = _("Or leave the cell empty if nothing was given.") if column != "weight" else ""
        raise BadSheet(
            f"{plain} {blank}".strip(),
            line=line,
            column=column,
            text=_shown(text),
        )
    return number


def _shown(text: str) -> str:
    """A value in quotes, cut short and without what a terminal would obey."""
    clean = "".join(char if char.isprintable() else "?" for char in text[:LONGEST_SHOWN])
    return f'"{clean}{"…" if len(text) > LONGEST_SHOWN else ""}"'
