"""Put a payout where it belongs: ready, or blocked by what bars it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.payouts import policies
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import Hold, Status
from workers.clock import laurel_now
from workers.events import emit

BLOCKED_DAYS = 180  # how long a blocked payout waits for its payee
RETRY_SECONDS = 600  # between tries while Stripe's balance does not cover it
TRIED_AT_ONCE = 500


def tell(name: str, payout: Payout, *, by: Any = None, **more: Any) -> None:
    """Emit an event of this payout with the award that it pays."""
    emit(name, subject=payout, by=by, payload={"award_reference": payout.award_reference, **more})


def block(payout: Payout, hold: Hold, *, until: datetime, by: Any = None) -> None:
    """Enter blocked; the caller holds the lock."""
    payout.move_to(Status.BLOCKED, due_at=until, hold=hold)
    payout.save(update_fields=MOVED)
    tell("payout.blocked", payout, by=by, hold_reason=hold.value)


def place(payout: Payout, *, now: datetime, by: Any = None) -> None:
    """Enter ready or blocked, by what bars it now; the caller holds the lock."""
    hold = policies.what_blocks(payout)
    if hold:
        block(payout, hold, until=now + timedelta(days=BLOCKED_DAYS), by=by)
        return
    payout.move_to(Status.READY)
    payout.save(update_fields=MOVED)
    tell("payout.cleared", payout, by=by)


@transaction.atomic
def follow_payee(*, payee_id: UUID | str) -> None:
    """When a payee becomes payable, clear what waited for it; when it no longer is, block what has not left."""
    now = laurel_now()
    payouts = Payout.objects.filter(payee_id=payee_id).locked()
    for payout in payouts.blocked_by(Hold.KYC) | payouts.filter(status__in=[Status.READY, Status.APPROVED]):
        if (payout.status == Status.BLOCKED) == payout.payee.is_payable:
            place(payout, now=now)


@transaction.atomic
def retry_blocked() -> None:
    """Try again what Stripe would not take for a passing reason."""
    now = laurel_now()
    passing = Payout.objects.filter(status=Status.BLOCKED, hold_reason__in=[Hold.KYC, Hold.BALANCE])
    for payout in passing.overdue().filter(payee__status="payable").locked(skip_locked=True)[:TRIED_AT_ONCE]:
        place(payout, now=now)
