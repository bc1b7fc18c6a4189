"""The process that `tests.bench.export` measures: one export, then one page of a long statement with its plan."""

import os
import resource
import sys
import time
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from bounties.accounts.models import User  # noqa: E402 (models are there only after the setup)
from payments.models import Export  # noqa: E402
from payments.statements.exporting import export  # noqa: E402
from payments.statements.journal import journal_table  # noqa: E402
from payments.statements.movements import Extract  # noqa: E402
from payments.statements.spans import Span  # noqa: E402
from payments.statements.subjects import Subject, SubjectKind  # noqa: E402

MOST_MEGABYTES = 200
SPAN = Span.of_days(date(2026, 1, 1), date(2026, 12, 31))


def peak() -> float:
    """Of this process, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def take_out(form: str) -> bool:
    """Export everything, and say what it took; whether it stayed below the limit."""
    before, begun = peak(), time.monotonic()
    file = export(kind="journal", form=form, table=journal_table(SPAN), filters={}, by=User.objects.get())
    first = next(file.parts)
    waited = time.monotonic() - begun
    size = len(first) + sum(len(part) for part in file.parts)
    row = Export.objects.get()
    took = time.monotonic() - begun
    print(f"{row.rows} rows, {size / 1e6:.0f} MB of {form}, first byte after {waited:.1f} s, all after {took:.1f} s")
    print(f"peak memory {peak():.0f} MB ({before:.0f} MB before); at most {MOST_MEGABYTES} MB")
    return peak() < MOST_MEGABYTES and row.is_complete is True


def look_at_a_page() -> None:
    """The page in the middle of a purse's statement."""
    extract = Extract(Subject(SubjectKind.PURSE, "purse-3"), "usd", SPAN)
    begun = time.monotonic()
    totals = extract.totals()
    middle = time.monotonic()
    page, place = extract.page(start=None, opening=totals.opening, size=100)
    for _ in range(20):
        page, place = extract.page(start=place, opening=0, size=100)
    each = (time.monotonic() - middle) / 21
    print(f"{totals.lines} lines: totals in {middle - begun:.2f} s, a page of {len(page)} in {each * 1000:.0f} ms")
    print(extract.rows(place)[:101].explain(analyze=True))


if __name__ == "__main__":
    fits = take_out(sys.argv[1])
    look_at_a_page()
    sys.exit(0 if fits else 1)
