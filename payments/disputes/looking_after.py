"""Disputes whose time has come: people are reminded of evidence, and who bears a lost one is asked again."""

from django.db import transaction

from payments.disputes.models import Dispute
from payments.disputes.moves import OPEN, Status
from payments.disputes.settling import next_look, tell

LOOKED_AFTER_AT_ONCE = 200


@transaction.atomic
def look_after_due() -> int:
    """Tell `dispute.due` of those that still want an answer, `dispute.lost` again of those that nobody concluded."""
    due = Dispute.objects.overdue().select_related("contribution__purse").order_by("due_at")
    rows = due.select_for_update(no_key=True, of=("self",), skip_locked=True)[:LOOKED_AFTER_AT_ONCE]
    for dispute in rows:
        if dispute.status in OPEN:
            tell(dispute, "dispute.due")
        elif dispute.status == Status.LOST and dispute.at_stake:
            tell(dispute, "dispute.lost")
        dispute.due_at = next_look(dispute)
        dispute.save(update_fields=["due_at"])
    return len(rows)
