"""Who comes to stand on the side that pays has no say any more in what it pays."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from payments.payouts.flags import Flag
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED, Status
from payments.payouts.placing import place
from payments.payouts.policies import is_flagged
from payments.payouts.suspecting import raise_flag
from workers.clock import laurel_now

JOINED = gettext_noop("Who is paid has joined the side that pays.")  # kept in English


@transaction.atomic
def bar(*, payer_reference: str, user_id: UUID) -> int:
    """Bar someone from every payout that this payer's money pays and that has not left; return how many.

    Called in the transaction that makes them a member. Approvals they gave before no longer count. Of their own payout
    they never had a say; that it is theirs is what is looked at.
    """
    unpaid = Payout.objects.live().exclude(status__in=ARRIVED)
    has_a_say, is_paid = ~Q(barred_approvers__contains=[user_id]), Q(payee__user=user_id)
    theirs = unpaid.filter(has_a_say | is_paid, purse__contributions__payer_reference=payer_reference)
    payouts = list(Payout.objects.filter(pk__in=theirs.values("pk")).locked())
    for payout in payouts:
        payout.barred_approvers = sorted({*payout.barred_approvers, user_id})
        payout.save(update_fields=["barred_approvers"])
        if payout.payee.user_id == user_id:
            _keep_back(payout)
    return len(payouts)


def _keep_back(payout: Payout) -> None:
    """Who is paid has come to stand on the side that pays: two people must look at that first."""
    raise_flag(Flag.Kind.BOTH_SIDES, payout.payee, payout, "member", JOINED)
    if payout.status in (Status.READY, Status.APPROVED) and is_flagged(payout):  # a cleared doubt stays cleared
        place(payout, now=laurel_now())
