"""Keep the list of exceptions: open what is new, close what no longer differs."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop

from payments.reconciliation.matching import Difference
from payments.reconciliation.models import Discrepancy, Remedy
from workers.clock import LaurelNow, laurel_now
from workers.events import emit_many

BY_ITSELF = gettext_noop("It matches by itself.")  # kept in English


@dataclass(frozen=True, slots=True)
class Change:
    """What a comparison did to the list."""

    opened: int
    closed: int


def without_explained(found: list[Difference]) -> list[Difference]:
    """What still needs someone: not what two people accepted with exactly these figures."""
    if not found:
        return []
    fields = ("kind", "subject", "currency", "stripe", "ledger")
    accepted = set(Discrepancy.objects.explained().values_list(*fields))
    return [row for row in found if (row.kind.value, row.subject, row.currency, row.stripe, row.ledger) not in accepted]


@transaction.atomic
def keep_list(found: list[Difference]) -> Change:
    """Open what is new, bring the figures of what stays up to date, and close what no longer differs.

    What is young opens nothing yet, but neither does it close what was open.
    """
    open_ones = Discrepancy.objects.open().select_for_update(no_key=True)
    kept = {(row.kind, row.subject, row.currency): row for row in open_ones}
    seen = {(row.kind.value, row.subject, row.currency): row for row in found}
    _follow(kept, seen)
    new = [Discrepancy(**_terms(seen[key])) for key in seen.keys() - kept.keys() if not seen[key].is_young]
    Discrepancy.objects.bulk_create(new, ignore_conflicts=True, batch_size=1_000)
    emit_many("exception.opened", subjects=Discrepancy.objects.filter(pk__in=[row.pk for row in new]))
    gone = [kept[key].pk for key in kept.keys() - seen.keys()]
    closed = Discrepancy.objects.filter(pk__in=gone).update(closed_at=laurel_now(), how=Discrepancy.How.MATCHED)
    _withdraw_remedies(gone)
    emit_many("exception.matched", subjects=Discrepancy.objects.filter(pk__in=gone))
    return Change(opened=len(new), closed=closed)


def _terms(row: Difference) -> dict[str, object]:
    return {name: getattr(row, name) for name in ("kind", "subject", "currency", "stripe", "ledger")}


def _follow(kept: dict[tuple[str, str, str], Discrepancy], seen: dict[tuple[str, str, str], Difference]) -> None:
    moved = []
    for key in kept.keys() & seen.keys():
        row, now = kept[key], seen[key]
        if (row.stripe, row.ledger) != (now.stripe, now.ledger):
            row.stripe, row.ledger = now.stripe, now.ledger
            moved.append(row)
    Discrepancy.objects.bulk_update(moved, ["stripe", "ledger"], batch_size=1_000)


def _withdraw_remedies(gone: list[UUID]) -> None:
    """What was proposed for something that matches by now must not be booked any more."""
    Remedy.objects.filter(discrepancy__in=gone, status=Remedy.Status.PROPOSED).update(
        status=Remedy.Status.REFUSED, ended_at=LaurelNow(), outcome=BY_ITSELF
    )
