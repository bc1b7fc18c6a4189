"""Take a list of sanctions from a file: the table becomes the file, whole or not at all."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import PaymentError
from payments.payees.sanctions import SanctionEntry, hold_list, normalised

KINDS = SanctionEntry.Kind.values


class UnusableList(PaymentError):
    """A line of the file names nothing; nothing was taken from it."""

    code = "unusable_list"


@dataclass(frozen=True, slots=True)
class Taken:
    """What the file changed."""

    added: int
    removed: int
    kept: int


@transaction.atomic
def take(lines: Iterable[str]) -> Taken:
    """Make the table equal to a CSV with the columns kind (name, country), value and, if wanted, source.

    Raises UnusableList, which names the line.
    """
    wanted = {(entry.kind, entry.value): entry for entry in _read(lines)}
    hold_list(to_change=True)
    have = {(kind, value): key for key, kind, value in SanctionEntry.objects.values_list("pk", "kind", "value")}
    gone = [key for line, key in have.items() if line not in wanted]
    SanctionEntry.objects.filter(pk__in=gone).delete()
    fresh = [entry for key, entry in wanted.items() if key not in have]
    SanctionEntry.objects.bulk_create(fresh, batch_size=1_000)
    return Taken(added=len(fresh), removed=len(gone), kept=len(have) - len(gone))


def _read(lines: Iterable[str]) -> Iterable[SanctionEntry]:
    for number, row in enumerate(csv.DictReader(lines), start=2):
        kind, label = (row.get("kind") or "").strip().lower(), (row.get("value") or "").strip()
        value = normalised(kind, label)
        if kind not in KINDS or not value or len(label) > 200 or "\x00" in label:
            raise UnusableList(_("Line {number} has no kind (name or country) or no value."), number=number)
        yield SanctionEntry(kind=kind, value=value, label=label, source=(row.get("source") or "").strip()[:200])
