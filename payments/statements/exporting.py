"""Take a file out of the books: the row that says so first, then the bytes, then how it ended."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.statements.models import Export
from payments.statements.sending import Tally, csv_parts, xlsx_parts
from payments.statements.tables import Table
from workers.clock import LaurelNow

TYPES = {
    Export.Form.CSV: "text/csv; charset=utf-8",
    Export.Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WRITERS: dict[str, Callable[[Table, Tally], Iterator[bytes]]] = {
    Export.Form.CSV: csv_parts,
    Export.Form.XLSX: xlsx_parts,
}


@dataclass(frozen=True, slots=True)
class File:
    """A file on its way: what to call it, what it is, and its bytes."""

    name: str
    content_type: str
    parts: Iterator[bytes]


def export(*, kind: str, form: str, table: Table, filters: dict[str, Any], by: Any) -> File:
    """The file, whose export is on the desk's list before its first byte leaves.

    The bytes must be walked through outside any transaction of the caller's, and may be given up halfway: the list then
    says how far it came.
    """
    begun = begin(kind=kind, form=form, filters=filters, by=by)
    return File(f"{table.name}.{form}", TYPES[Export.Form(form)], _sent(begun.pk, form, table))


@transaction.atomic
def begin(*, kind: str, form: str, filters: dict[str, Any], by: Any) -> Export:
    """Keep who takes what out, and by which filters."""
    return Export.objects.create(kind=kind, form=form, filters=filters, by=by)


@transaction.atomic
def end(*, export_id: UUID, tally: Tally, is_complete: bool) -> None:
    """Keep what left; once."""
    Export.objects.filter(pk=export_id, ended_at=None).update(
        rows=tally.rows,
        size=tally.size,
        sha256=tally.digest.hexdigest(),
        is_complete=is_complete,
        ended_at=LaurelNow(),
    )


def _sent(export_id: UUID, form: str, table: Table) -> Iterator[bytes]:
    tally, is_complete = Tally(), False
    try:
        yield from WRITERS[form](table, tally)
        is_complete = True
    finally:
        end(export_id=export_id, tally=tally, is_complete=is_complete)
