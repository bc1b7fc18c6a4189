"""The saga's first step: commit what Stripe will be asked, and under which key, before it is asked."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.payouts import policies, suspecting
from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import LegStatus, Outcome, Status
from payments.payouts.placing import place, tell
from payments.purses.models import Contribution
from workers.clock import laurel_now

RESUME_SECONDS = 120  # a transfer under way longer than this is looked after: its worker is taken for dead
UNDER_WAY = [Status.APPROVED, Status.SUBMITTING, Status.UNKNOWN]


@transaction.atomic
def reserve(*, payout_id: UUID | str) -> TransferAttempt | None:
    """The attempt to make now: the open one again, or the next leg's first; None when there is nothing to do.

    Before anything new is tried, what bars the payout is asked again, and the list of sanctions as it is now. An open
    attempt may have happened, so it goes on whatever bars the payout.
    """
    payout = Payout.objects.locked().get(pk=payout_id)
    leg = _next_leg(payout)
    if payout.status not in UNDER_WAY or leg is None:
        return None
    now = laurel_now()
    attempt = leg.attempts.filter(outcome=Outcome.OPEN).first()
    if attempt is None and _is_barred(payout):
        place(payout, now=now)
        return None
    _submit(payout, now)
    return attempt or _begin(payout, leg)


def _is_barred(payout: Payout) -> bool:
    suspecting.look_at_payee(payout.payee)
    return bool(policies.what_blocks(payout))


def _next_leg(payout: Payout) -> TransferLeg | None:
    """The one whose attempt is open, else the next that has none."""
    legs = payout.legs.order_by("id")
    return legs.filter(status=LegStatus.SUBMITTING).first() or legs.filter(status=LegStatus.PLANNED).first()


def _submit(payout: Payout, now: datetime) -> None:
    is_new = payout.status != Status.SUBMITTING
    payout.move_to(Status.SUBMITTING, due_at=now + timedelta(seconds=RESUME_SECONDS))
    payout.save(update_fields=MOVED)
    if is_new:
        tell("payout.submitted", payout)


def _begin(payout: Payout, leg: TransferLeg) -> TransferAttempt:
    leg.move_to(LegStatus.SUBMITTING)
    leg.save(update_fields=["status"])
    attempt = attempt_of(payout, leg, number=leg.attempts.count() + 1)
    attempt.save(force_insert=True)
    return attempt


def attempt_of(payout: Payout, leg: TransferLeg, *, number: int) -> TransferAttempt:
    """An attempt, not saved yet: its key, and exactly what Stripe will be asked.

    The key is made of what a backup has too: a restored database that has lost this row asks under the very same.
    """
    key = f"leg:{leg.pk}:{number}"
    return TransferAttempt(leg=leg, number=number, idempotency_key=key, request=_request(payout, leg))


def _request(payout: Payout, leg: TransferLeg) -> dict[str, Any]:
    """What Stripe is asked, to the letter; the metadata let the transfer be found without the key.

    A charge that was lost to its payer's bank pays nobody: the platform's own balance does. So it does after a transfer
    was taken back, because Stripe counts what left a charge, and not what returned.
    """
    is_back = leg.contribution.legs.filter(status=LegStatus.REVERSED).exists()
    is_spent = is_back or leg.contribution.status == Contribution.Status.LOST
    return {
        "amount": leg.money.for_stripe,
        "currency": leg.currency,
        "destination": payout.payee.account_id,
        **({} if is_spent else {"source_transaction": leg.contribution.charge_id}),
        "transfer_group": payout.purse.transfer_group,
        "metadata": {"leg": str(leg.pk), "payout": str(payout.pk), "award": payout.award_reference},
    }
