"""Put a payout where it belongs: ready, or blocked by what bars it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.payouts import policies, suspecting
from payments.payouts.cooling import rests_until
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import ARRIVED, PAYEES, Hold, Status
from payments.payouts.querysets import PayoutQuerySet
from workers.clock import laurel_now
from workers.events import emit
from workers.sweeping import sweep

BLOCKED_DAYS = 180  # how long a blocked payout waits for its payee
REMINDED_ON_DAYS = (30, 60, 90, 150, 173)  # of those
RETRY_SECONDS = 600  # between tries while Stripe's balance does not cover it
TRIED_AT_ONCE = 500


def tell(name: str, payout: Payout, *, by: Any = None, **more: Any) -> None:
    """Emit an event of this payout with the award that it pays."""
    emit(name, subject=payout, by=by, payload={"award_reference": payout.award_reference, **more})


def block(payout: Payout, hold: Hold, *, until: datetime, by: Any = None) -> None:
    """Enter blocked until something is tried again; the caller holds the lock."""
    payout.move_to(Status.BLOCKED, due_at=until, hold=hold)
    payout.save(update_fields=MOVED)
    tell("payout.blocked", payout, by=by, hold_reason=hold.value)


def wait_for_payee(payout: Payout, hold: Hold, *, now: datetime, by: Any = None) -> None:
    """Enter blocked until the payee has done what only they can, or 180 days are over; the caller holds the lock.

    One wait has one end: that something else is lacking now begins no new one.
    """
    expires_at = payout.expires_at or now + timedelta(days=BLOCKED_DAYS)
    payout.move_to(Status.BLOCKED, due_at=next_look(expires_at, now), hold=hold, expires_at=expires_at)
    payout.save(update_fields=MOVED)
    tell("payout.blocked", payout, by=by, hold_reason=hold.value, expires_at=expires_at.isoformat())


def next_look(expires_at: datetime, now: datetime) -> datetime:
    """When the payee is to be reminded next, or the end."""
    begun = expires_at - timedelta(days=BLOCKED_DAYS)
    marks = (begun + timedelta(days=days) for days in REMINDED_ON_DAYS)
    return next((mark for mark in marks if mark > now), expires_at)


def place(payout: Payout, *, now: datetime, by: Any = None) -> None:
    """Enter ready or blocked, by what bars it now; the caller holds the lock."""
    suspecting.look(payout)
    hold = policies.what_blocks(payout)
    if hold in PAYEES:
        wait_for_payee(payout, hold, now=now, by=by)
        return
    if hold:
        block(payout, hold, until=_patience(payout, hold, now), by=by)
        return
    payout.move_to(Status.READY)
    payout.save(update_fields=MOVED)
    tell("payout.cleared", payout, by=by)


def _patience(payout: Payout, hold: Hold, now: datetime) -> datetime:
    """A rest ends by itself at its hour; everything else waits long for somebody."""
    rest = rests_until(payout) if hold == Hold.COOLING else None
    return rest or now + timedelta(days=BLOCKED_DAYS)


@transaction.atomic
def follow_payee(*, payee_id: UUID | str) -> None:
    """When a payee becomes payable, clear what waited for it; when it no longer is, block what has not left.

    All that has not ended is waited for: who is at work on one may have read the payee before their news.
    """
    now = laurel_now()
    for payout in Payout.objects.filter(payee_id=payee_id).live().exclude(status__in=ARRIVED).locked():
        if payout.hold_reason not in PAYEES and payout.status not in (Status.READY, Status.APPROVED):
            continue
        if payout.hold_reason != policies.what_blocks(payout) or _has_no_end(payout):
            place(payout, now=now)


def _has_no_end(payout: Payout) -> bool:
    """It was to be tried again soon, and now it turns out that its payee must do something first."""
    return payout.status == Status.BLOCKED and payout.expires_at is None


def retry_blocked() -> int:
    """Try again what Stripe would not take for a passing reason, and let go on what has rested; return how many."""
    return sweep(list(_passing().order_by("due_at").values_list("pk", flat=True)[:TRIED_AT_ONCE]), _try_again)


def _passing() -> PayoutQuerySet:
    causes = [Hold.KYC, Hold.BALANCE, Hold.COOLING]
    return Payout.objects.filter(status=Status.BLOCKED, hold_reason__in=causes, expires_at=None).overdue()


@transaction.atomic
def _try_again(payout_id: UUID) -> bool:
    payout = _passing().locked(skip_locked=True).filter(pk=payout_id).first()
    if payout:
        place(payout, now=laurel_now())
    return payout is not None
