"""Take a payout back: proposed by one person, agreed to by another, then carried out as transfers are.

Reserve, call, settle, one transfer after the other, with no transaction open while Stripe is asked. Before each call
Stripe's own list of reversals is read: what an earlier call did, or a person on Stripe's own pages, is taken as it is.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.payouts import policies
from payments.payouts.legs import TransferLeg
from payments.payouts.locking import locked_payout
from payments.payouts.models import Payout
from payments.payouts.moves import MOVES, LegStatus, Status
from payments.payouts.reversals import LegReversal, PayoutReversal
from payments.rights import Right, require_right
from workers.clock import LaurelNow, laurel_now
from workers.events import emit, emit_many

RESUME_SECONDS = 120  # one under way for longer is looked after: its worker is taken for dead
RESUMED_AT_ONCE = 100


class ReasonMissing(PaymentError):
    """Money is taken back only for a reason."""

    code = "reason_missing"


@transaction.atomic
def propose(*, payout_id: UUID | str, by: Any, reason: str, outcome: str) -> PayoutReversal:
    """Ask for a payout to be taken back; nothing moves before another person agrees.

    Raises NotAllowed, IllegalMove unless it was transferred and nobody has asked yet, ReasonMissing.
    """
    require_right(by, Right.MAKE)
    payout = locked_payout(payout_id)
    policies.require_neutral(payout, by)
    if Status.REVERSED not in MOVES[payout.status]:
        raise IllegalMove(_("A payout that is “{status}” cannot be taken back."), status=payout.get_status_display())
    if PayoutReversal.objects.live().filter(payout=payout).exists():
        raise IllegalMove(_("It is proposed already to take this payout back."))
    chosen = PayoutReversal.Outcome(outcome)
    reversal = PayoutReversal.objects.create(payout=payout, outcome=chosen, reason=_given(reason), by=by)
    _tell("reversal.proposed", reversal, by=by, reason=reversal.reason, outcome=chosen.value)
    return reversal


@transaction.atomic
def agree(*, reversal_id: UUID | str, by: Any, reason: str = "") -> PayoutReversal:
    """The second person's yes: Stripe is asked for the money. Raises NotAllowed, IllegalMove."""
    require_right(by, Right.CHECK)
    reversal = locked_reversal(reversal_id)
    policies.require_neutral(reversal.payout, by)
    if reversal.by_id == by.pk:
        raise NotAllowed(_("You have proposed this yourself; someone else must agree."))
    if reversal.status != PayoutReversal.Status.PROPOSED:
        raise IllegalMove(_("This reversal is “{status}”."), status=reversal.get_status_display())
    reversal.second, reversal.second_reason = by, reason.strip()
    for leg in reversal.payout.legs.filter(status=LegStatus.TRANSFERRED):
        _plan(reversal, leg)
    _submit(reversal, by)
    return reversal


@transaction.atomic
def retry(*, reversal_id: UUID | str, by: Any, reason: str) -> PayoutReversal:
    """Ask Stripe again for what it refused, e.g. because the payee has money in their account now."""
    require_right(by, Right.MAKE)
    reversal = locked_reversal(reversal_id)
    if reversal.status != PayoutReversal.Status.STUCK:
        raise IllegalMove(_("This reversal is “{status}”."), status=reversal.get_status_display())
    _given(reason)
    for row in reversal.legs.filter(status="refused"):
        row.status, row.attempt = "planned", row.attempt + 1
        row.save(update_fields=["status", "attempt"])
    _submit(reversal, by)
    return reversal


@transaction.atomic
def refuse(*, reversal_id: UUID | str, by: Any, reason: str) -> PayoutReversal:
    """A second person's no, the first one's second thoughts, or giving up what Stripe refused.

    Raises IllegalMove once a part has come back: then the rest must follow.
    """
    require_right(by, Right.READ)
    reversal = locked_reversal(reversal_id)
    if reversal.by_id != by.pk:
        require_right(by, Right.CHECK)
    if reversal.legs.filter(status="reversed").exists():
        raise IllegalMove(_("A part of this payout is back already; try again for the rest."))
    reversal.move_to(PayoutReversal.Status.REFUSED, ended_at=laurel_now())
    reversal.save(update_fields=["status", "due_at", "ended_at"])
    _tell("reversal.refused", reversal, by=by, reason=_given(reason))
    return reversal


@transaction.atomic
def resume_due() -> None:
    """Look after reversals whose outcome is open and whose time has come."""
    due = PayoutReversal.objects.filter(status=PayoutReversal.Status.SUBMITTING, due_at__lte=LaurelNow())
    ids = list(due.select_for_update(no_key=True, skip_locked=True).values_list("pk", flat=True)[:RESUMED_AT_ONCE])
    waiting = PayoutReversal.objects.filter(pk__in=ids)
    emit_many("reversal.resumed", subjects=waiting)
    waiting.update(due_at=LaurelNow() + timedelta(seconds=RESUME_SECONDS))


def can_be_taken_back(payout: Payout) -> bool:
    """Whether it left, and nobody asks for it back already."""
    asked = PayoutReversal.objects.live().filter(payout=payout)
    return Status.REVERSED in MOVES[payout.status] and not asked.exists()


def locked_reversal(reversal_id: UUID | str) -> PayoutReversal:
    """The reversal under its payout's locks and its own."""
    payout_id = PayoutReversal.objects.values_list("payout_id", flat=True).get(pk=reversal_id)
    payout = locked_payout(payout_id)
    reversal = PayoutReversal.objects.select_for_update(no_key=True).get(pk=reversal_id)
    reversal.payout = payout
    return reversal


def _plan(reversal: PayoutReversal, leg: TransferLeg) -> None:
    row = LegReversal(reversal=reversal, leg=leg)
    row.request = {
        "amount": leg.money.for_stripe,
        "metadata": {"leg_reversal": str(row.pk), "payout": str(reversal.payout_id)},
    }
    row.save(force_insert=True)


def _submit(reversal: PayoutReversal, by: Any) -> None:
    reversal.move_to(PayoutReversal.Status.SUBMITTING, due_at=laurel_now() + timedelta(seconds=RESUME_SECONDS))
    reversal.retries, reversal.refusal = 0, ""
    reversal.save()
    _tell("reversal.agreed", reversal, by=by, reason=reversal.second_reason)


def _given(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing(_("Say why the payout is taken back."), field="reason")
    return reason.strip()


def _tell(name: str, reversal: PayoutReversal, *, by: Any = None, **more: Any) -> None:
    payout: Payout = reversal.payout
    emit(name, subject=reversal, by=by, payload={"award_reference": payout.award_reference, **more})
