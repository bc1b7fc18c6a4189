"""Remedies that are another room's own act: what could not go its way goes on, and what came back is followed."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from payments.errors import IllegalMove
from payments.payouts import retrying, reversing
from payments.payouts.legs import TransferLeg
from payments.payouts.models import Payout
from payments.payouts.moves import LegStatus
from payments.payouts.reversals import PayoutReversal
from payments.purses import handing
from payments.purses.models import Refund
from payments.reconciliation.finding import uuid_of
from payments.reconciliation.models import Discrepancy, Mismatch, Remedy, RemedyName, StripeMovement

# Outcomes, kept in English.
SENT, PAID = gettext_noop("Sent once more."), gettext_noop("Paid by hand.")
TAKEN_BACK = gettext_noop("Being taken back as {reversal}.")


def refund_of(row: Discrepancy) -> Refund | None:
    """The refund of ours that an exception is about."""
    uuid = uuid_of(row.subject)
    return Refund.objects.filter(pk=uuid).first() if uuid else None


def payout_of(row: Discrepancy) -> Payout | None:
    """The payout of ours that an exception is about: by its id, or by the reversal of one of its transfers."""
    if uuid := uuid_of(row.subject):
        return Payout.objects.filter(pk=uuid).first()
    leg = _leg_of(row)
    return leg.payout if leg else None


def is_whole(row: Discrepancy) -> bool:
    """Whether a reversal took all of its transfer, which is what a payout of ours can follow."""
    leg = _leg_of(row)
    return leg is not None and leg.status == LegStatus.TRANSFERRED and leg.amount == abs(row.difference)


def send_again(row: Discrepancy, *, by: Any, reason: str) -> str:
    """A failed payout stands again where its state puts it; an unclaimed refund goes to the card once more."""
    refund, payout = refund_of(row), payout_of(row)
    if refund:
        handing.retry(refund_id=refund.pk, by=by, reason=reason)
    elif payout:
        retrying.place_again(payout_id=payout.pk, by=by, reason=reason)
    else:
        raise IllegalMove(_("{subject} is neither a refund nor a payout of ours."), subject=row.subject)
    return SENT


def carry_out(remedy: Remedy) -> str:
    """What two people agreed to, in both their names; gives the outcome in a sentence."""
    row, first, second = remedy.discrepancy, remedy.by, remedy.second
    refund, payout = refund_of(row), payout_of(row)
    if remedy.name == RemedyName.PAID_BY_HAND and refund:
        handing.propose(refund_id=refund.pk, by=first, reason=remedy.reason)
        handing.confirm(refund_id=refund.pk, by=second, reason=remedy.second_reason)
        return PAID
    if remedy.name == RemedyName.TAKE_BACK and payout:
        keep = PayoutReversal.Outcome.UNCLAIMED
        asked = reversing.propose(payout_id=payout.pk, by=first, reason=remedy.reason, outcome=keep)
        reversing.agree(reversal_id=asked.pk, by=second, reason=remedy.second_reason)
        return TAKEN_BACK.format(reversal=asked.pk)
    raise IllegalMove(_("There is nothing of ours to carry out."))


CARRIED_OUT = [RemedyName.PAID_BY_HAND, RemedyName.TAKE_BACK]


def _leg_of(row: Discrepancy) -> TransferLeg | None:
    if row.kind != Mismatch.REVERSED:
        return None
    parents = StripeMovement.objects.filter(source=row.subject).exclude(parent="").values("parent")
    return TransferLeg.objects.filter(transfer_id__in=parents).select_related("payout__purse").first()
