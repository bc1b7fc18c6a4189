"""Disputes whose time has come: people are reminded of evidence, and who bears a lost one is asked again."""

from uuid import UUID

from django.db import transaction

from payments.disputes.concluding import is_ready
from payments.disputes.models import Dispute
from payments.disputes.moves import OPEN
from payments.disputes.settling import PATIENCE, next_look, tell
from workers.clock import laurel_now
from workers.sweeping import sweep

LOOKED_AFTER_AT_ONCE = 200


def look_after_due() -> int:
    """Look after every dispute whose time has come; return how many.

    Tells `dispute.due` of those that still want an answer, and `dispute.lost` again of those that can be concluded and
    nobody did: daily, and as soon as the refunds that they waited for are decided.
    """
    due = Dispute.objects.overdue().order_by("due_at").values_list("pk", flat=True)
    return sweep(list(due[:LOOKED_AFTER_AT_ONCE]), _look_after)


@transaction.atomic
def _look_after(dispute_id: UUID) -> bool:
    due = Dispute.objects.overdue().select_related("contribution__purse")
    rows = due.select_for_update(no_key=True, of=("self",), skip_locked=True)
    dispute = rows.filter(pk=dispute_id).first()
    if dispute is None:
        return False
    dispute.due_at = next_look(dispute)
    if dispute.status in OPEN:
        tell(dispute, "dispute.due")
    elif is_ready(dispute):
        tell(dispute, "dispute.lost")
        dispute.due_at = laurel_now() + PATIENCE
    dispute.save(update_fields=["due_at"])
    return True
