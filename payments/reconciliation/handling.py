"""What a person does about an exception without moving money: take it, note something, hand it up."""

from typing import Any
from uuid import UUID

from django.db import transaction

from payments.reconciliation import policies
from payments.reconciliation.models import Discrepancy, DiscrepancyNote
from payments.rights import Right, require_right
from workers.events import emit


@transaction.atomic
def assign(*, discrepancy_id: UUID | str, owner: Any, by: Any, reason: str = "") -> Discrepancy:
    """Say who looks after an exception; nobody, if `owner` is None. Raises NotAllowed, IllegalMove if it is closed."""
    row = locked(discrepancy_id, by, Right.MAKE)
    if owner is not None:
        require_right(owner, Right.READ)
    row.owner = owner
    row.save(update_fields=["owner"])
    payload = {"owner": str(owner.pk) if owner else None, "reason": reason.strip()}
    emit("exception.assigned", subject=row, by=by, payload=payload)
    return row


@transaction.atomic
def note(*, discrepancy_id: UUID | str, text: str, by: Any) -> DiscrepancyNote:
    """Write down what was found out; kept for ever. Raises NotAllowed, ReasonNeeded for an empty one."""
    row = locked(discrepancy_id, by, Right.MAKE, even_closed=True)
    kept = DiscrepancyNote.objects.create(discrepancy=row, by=by, text=policies.require_reason(text))
    emit("exception.noted", subject=row, by=by, payload={"note": str(kept.pk)})
    return kept


def locked(discrepancy_id: UUID | str, by: Any, right: Right, *, even_closed: bool = False) -> Discrepancy:
    """The exception under its lock, for a person who has the right."""
    require_right(by, right)
    row = Discrepancy.objects.select_for_update(no_key=True).get(pk=discrepancy_id)
    if not even_closed:
        policies.require_open(row)
    return row
