"""Write a table as a file while it is read, counting and hashing what leaves. CSV streams, XLSX goes by the disk."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from tempfile import NamedTemporaryFile
from typing import Any

from django.db import connection, transaction
from xlsxwriter import Workbook

from payments.statements.cells import Cell, guarded
from payments.statements.cells import as_texts as texts
from payments.statements.tables import Row, Table

PART_ROWS = 1_000  # of a CSV file in one part
PART_BYTES = 65_536  # of a spooled file
SHEET_ROWS = 1_048_575  # that Excel takes below the head; more go on the next sheet
XLSX_OPTIONS = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss"}


@dataclass(slots=True)
class Tally:
    """What has left so far."""

    rows: int = 0
    size: int = 0
    digest: Any = field(default_factory=sha256)

    def count(self, part: bytes) -> bytes:
        """Note a part that leaves now."""
        self.size += len(part)
        self.digest.update(part)
        return part

    def each(self, rows: Iterator[Row]) -> Iterator[Row]:
        """Count the rows as they pass."""
        for row in rows:
            self.rows += 1
            yield row


@contextmanager
def one_moment() -> Iterator[None]:
    """All reads inside see the books as they are now, however long the file takes; unless a transaction is open."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def csv_parts(table: Table, tally: Tally) -> Iterator[bytes]:
    """The file in parts of a thousand rows: UTF-8, RFC 4180 (comma, CRLF), head first."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(table.columns)
    with one_moment():
        for row in tally.each(table.rows()):
            writer.writerow(texts(row))
            if tally.rows % PART_ROWS == 0:
                yield tally.count(_taken(buffer))
    yield tally.count(_taken(buffer))


def _taken(buffer: io.StringIO) -> bytes:
    part = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return part


def xlsx_parts(table: Table, tally: Tally) -> Iterator[bytes]:
    """The file by way of the disk, because a ZIP's directory comes last; the memory it takes does not grow with it."""
    with NamedTemporaryFile(suffix=".xlsx") as spool:
        with Workbook(spool.name, XLSX_OPTIONS) as book, one_moment():
            _fill(book, table, tally)
        while part := spool.read(PART_BYTES):
            yield tally.count(part)


def _fill(book: Workbook, table: Table, tally: Tally) -> None:
    sheet, line = None, 0
    for row in tally.each(table.rows()):
        if sheet is None or line == SHEET_ROWS:
            sheet, line = _sheet(book, table), 0
        line += 1
        for column, cell in enumerate(row):
            _write(sheet, line, column, cell)
    if sheet is None:
        _sheet(book, table)


def _sheet(book: Workbook, table: Table) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(table.columns):
        sheet.write_string(0, column, name)
    return sheet


def _write(sheet: Any, line: int, column: int, cell: Cell) -> None:
    """Numbers as numbers, times as Excel's in UTC, the rest as text that is no formula."""
    match cell:
        case None | "":
            return
        case int() | Decimal():
            sheet.write_number(line, column, cell)
        case datetime():
            sheet.write_datetime(line, column, cell.astimezone(UTC).replace(tzinfo=None))
        case _:
            sheet.write_string(line, column, guarded(str(cell)))
