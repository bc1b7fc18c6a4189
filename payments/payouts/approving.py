"""Let payouts go: by themselves under the first limit, by finance staff above it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, PaymentError
from payments.payouts import policies
from payments.payouts.models import MOVED, Payout, PayoutApproval
from payments.payouts.moves import Status
from payments.payouts.placing import tell
from payments.rights import Right, require_right


class AlreadyApproved(PaymentError):
    """The same person has approved this payout already; another one is needed."""

    code = "already_approved"


@transaction.atomic
def approve(*, payout_id: UUID, by: Any, reason: str = "") -> Payout:
    """Add one person's approval; with enough of them the payout is approved. Raises NotAllowed, AlreadyApproved."""
    payout = Payout.objects.locked().get(pk=payout_id)
    require_right(by, Right.CHECK)
    policies.require_neutral(payout, by)
    if payout.status != Status.READY:
        raise IllegalMove(_("A payout that is “{status}” cannot be approved."), status=payout.get_status_display())
    endorse(payout, by=by, reason=reason)
    _advance(payout, by=by)
    return payout


def endorse(payout: Payout, *, by: Any, reason: str) -> None:
    """Write down one person's yes for the present round; the caller holds the lock."""
    if payout.approvals.filter(by=by, round=payout.round).exists():
        raise AlreadyApproved(_("You have approved this payout; another person must approve it too."))
    PayoutApproval.objects.create(payout=payout, by=by, round=payout.round, reason=reason)
    tell("payout.endorsed", payout, by=by, reason=reason)


@transaction.atomic
def approve_if_enough(*, payout_id: UUID | str) -> None:
    """Approve a payout that needs nobody, or nobody more."""
    payout = Payout.objects.locked().get(pk=payout_id)
    if payout.status == Status.READY:
        _advance(payout, by=None)


def _advance(payout: Payout, *, by: Any) -> None:
    given = payout.approvals.filter(round=payout.round).exclude(by__in=payout.barred_approvers)
    if given.count() < payout.approvals_required:
        return
    payout.move_to(Status.APPROVED)
    payout.save(update_fields=MOVED)
    tell("payout.approved", payout, by=by)
