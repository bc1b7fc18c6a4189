"""A payee who never lets themselves be paid: reminded by the clock, and after 180 days their payout expires.

The money is kept as unclaimed, never as revenue. Whoever knows of a next in rank passes it on; otherwise it stays its
winner's, who may claim it at any time.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post, settle_constraints
from payments.payouts import policies
from payments.payouts.legs import give_up_legs, has_begun_to_leave
from payments.payouts.locking import locked_payout
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import Hold, Status
from payments.payouts.placing import BLOCKED_DAYS, next_look, place, tell
from payments.purses.closing import close_if_empty
from payments.purses.freezing import freeze_if_disputed
from payments.purses.models import Purse
from workers.clock import laurel_now
from workers.sweeping import sweep

LOOKED_AT_ONCE = 500


def look_after_waiting() -> int:
    """Remind the payees whose day has come, and let expire what waited 180 days; return how many were looked at.

    Each in its own transaction: one that fails is logged, stays due, and holds up nobody.
    """
    due = Payout.objects.awaiting_payee().overdue().order_by("due_at").values_list("pk", flat=True)[:LOOKED_AT_ONCE]
    return sweep(list(due), lambda key: look_after(payout_id=key))


@transaction.atomic
def look_after(*, payout_id: UUID) -> None:
    """Remind one payee or, at the end of their time, keep the money as unclaimed; nothing before its day.

    Of a payout of which a part has arrived the rest goes on waiting; one that waits for nothing any more goes on.
    """
    payout = locked_payout(payout_id)
    now = laurel_now()
    if payout.expires_at is None or payout.due_at is None or now < payout.due_at:
        return
    if policies.what_blocks(payout) in (Hold.NOTHING, Hold.COOLING):  # a new year, or news that were never heard
        place(payout, now=now)
        return
    if has_begun_to_leave(payout) and now >= payout.expires_at:  # the rest of it is nobody else's
        payout.expires_at = now + timedelta(days=BLOCKED_DAYS)
    if now < payout.expires_at:
        _remind(payout)
    else:
        _expire(payout)


def _remind(payout: Payout) -> None:
    """Marks that passed unseen (nobody was at work) make one reminder, not several."""
    assert payout.expires_at
    now = laurel_now()
    payout.due_at = next_look(payout.expires_at, now)
    payout.save(update_fields=["due_at", "expires_at"])
    days_left = (payout.expires_at - now + timedelta(hours=12)).days
    tell("payout.reminded", payout, hold_reason=payout.hold_reason, days_left=days_left)


def _expire(payout: Payout) -> None:
    lacking = payout.hold_reason
    payout.move_to(Status.EXPIRED)
    payout.save(update_fields=MOVED)
    give_up_legs(payout)
    keep_as_unclaimed(payout)
    tell("payout.expired", payout, hold_reason=lacking)
    close_if_empty(reference=payout.purse.reference)
    settle_constraints()


def keep_as_unclaimed(payout: Payout, *, by: Any = None) -> None:
    """What is payable for a payout that has ended is kept for its payee; the caller holds the locks."""
    purse = payout.purse
    post(
        effect_key=f"payout:{payout.pk}:expired",
        situation=Situation.EXPIRED,
        purse=purse.reference,
        by=by,
        lines=[
            debit(account(Kind.PAYABLE, payout.currency, str(payout.payee.user_id)), payout.money),
            credit(account(Kind.UNCLAIMED, payout.currency, purse.reference), payout.money),
        ],
    )


@transaction.atomic
def pass_on(*, award_reference: str) -> None:
    """Put back into its purse what nobody claimed of an award, because someone else is to get it.

    The caller holds the award. What was claimed meanwhile stays claimed.
    """
    payouts = Payout.objects.filter(award_reference=award_reference)
    purse = Purse.objects.locked().get(pk__in=payouts.values("purse_id"))
    reopen(purse)
    for payout in payouts.unclaimed().locked():
        post(
            effect_key=f"payout:{payout.pk}:passed_on",
            situation=Situation.PASSED_ON,
            purse=purse.reference,
            lines=[
                debit(account(Kind.UNCLAIMED, payout.currency, purse.reference), payout.money),
                credit(account(Kind.PURSE, payout.currency, purse.reference), payout.money),
            ],
        )
        tell("payout.passed_on", payout)
    settle_constraints()


def reopen(purse: Purse) -> None:
    """A purse that had come to its end holds or owes again, or is frozen at once; the caller holds the lock."""
    if purse.status == Purse.Status.CLOSED:
        purse.status = Purse.Status.PART_RELEASED
        purse.save(update_fields=["status"])
        freeze_if_disputed(purse=purse)
