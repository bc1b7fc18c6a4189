"""Stop a payout that has not left, and let it go on."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, PaymentError
from payments.payouts import policies
from payments.payouts.approving import endorse
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import NOT_LEFT, Hold, Status
from payments.payouts.placing import BLOCKED_DAYS, place, tell
from payments.rights import Right, require_right
from workers.clock import laurel_now


class ReasonMissing(PaymentError):
    """Every hold and every release says why."""

    code = "reason_missing"


@transaction.atomic
def hold(*, payout_id: UUID, by: Any, reason: str) -> Payout:
    """Keep a payout back until someone releases it; earlier approvals lapse. Raises NotAllowed, IllegalMove."""
    payout = Payout.objects.locked().get(pk=payout_id)
    require_right(by, Right.MAKE)
    require_reason(reason)
    if payout.status not in NOT_LEFT:  # a transfer that is under way would not be booked when Stripe answers
        raise IllegalMove(
            _("A payout that is “{status}” can no longer be kept back."), status=payout.get_status_display()
        )
    if payout.hold_reason == Hold.HOLD:
        raise IllegalMove(_("This payout is held already."))
    payout.move_to(Status.BLOCKED, due_at=laurel_now() + timedelta(days=BLOCKED_DAYS), hold=Hold.HOLD)
    payout.round += 1
    payout.save(update_fields=[*MOVED, "round"])
    tell("payout.held", payout, by=by, reason=reason)
    tell("payout.blocked", payout, by=by, hold_reason=Hold.HOLD.value)
    return payout


@transaction.atomic
def release(*, payout_id: UUID, by: Any, reason: str) -> Payout:
    """End a hold; it counts as an approval, and the payout still needs as many as its amount asks for."""
    payout = Payout.objects.locked().get(pk=payout_id)
    require_right(by, Right.CHECK)
    policies.require_neutral(payout, by)
    require_reason(reason)
    if payout.hold_reason != Hold.HOLD:
        raise IllegalMove(_("This payout is not held."))
    endorse(payout, by=by, reason=reason)
    tell("payout.released", payout, by=by, reason=reason)
    place(payout, now=laurel_now(), by=by)
    return payout


def require_reason(reason: str) -> None:
    """Raise ReasonMissing for what says nothing."""
    if not reason.strip():
        raise ReasonMissing(_("Say why, in a sentence."), field="reason")
