"""A payout that stands still though nothing bars it: what was to carry it on has died, and the clock carries it on."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from payments.payouts.batches import approving
from payments.payouts.models import Payout, PayoutApproval
from payments.payouts.moves import Status
from payments.payouts.querysets import PayoutQuerySet
from workers.clock import laurel_now
from workers.events import emit_many
from workers.models import Delivery, Event

QUIET_SECONDS = 300  # nothing was told of it for so long, and nobody is still to hear of it
RESUMED_AT_ONCE = 500
CARRYING = ["payout.cleared", "payout.approved", "payout.resumed"]  # whoever hears these carries a payout on


@transaction.atomic
def resume_standing() -> int:
    """Approve what needs nobody more, and tell of what is approved and goes nowhere; return how many.

    Either leaves an event, so that the same payout is looked at again only after another such silence.
    """
    standing = _standing(laurel_now() - timedelta(seconds=QUIET_SECONDS))
    payouts = list(standing.locked(skip_locked=True)[:RESUMED_AT_ONCE])
    ready = [payout.pk for payout in payouts if payout.status == Status.READY]
    approved = [payout.pk for payout in payouts if payout.status == Status.APPROVED]
    approving.approve_if_enough(payout_ids=ready)
    emit_many("payout.resumed", subjects=Payout.objects.filter(pk__in=approved), facts=["award_reference"])
    return len(payouts)


def _standing(before: datetime) -> PayoutQuerySet:
    """Approved, or ready and perhaps with enough approvals; told of neither since nor in a delivery that waits."""
    yes = PayoutApproval.objects.filter(payout=OuterRef("pk"), round=OuterRef("round"))
    can_go = Q(status=Status.APPROVED) | Q(Q(approvals_required=0) | Exists(yes), status=Status.READY)
    lately = Event.objects.filter(root=OuterRef("purse__reference"), subject_id=OuterRef("text"), at__gt=before)
    waiting = Delivery.objects.filter(event__name__in=CARRYING, done_at=None, dead_at=None)
    payouts = Payout.objects.annotate(text=Cast("pk", TextField())).filter(can_go, ~Exists(lately))
    return payouts.exclude(text__in=waiting.values("event__subject_id"))
