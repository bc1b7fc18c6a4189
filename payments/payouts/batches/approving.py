"""Let many payouts go: those that need nobody more, or a whole list that one person has looked through."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from payments.errors import IllegalMove
from payments.payouts import policies
from payments.payouts.approving import AlreadyApproved
from payments.payouts.models import Payout, PayoutApproval
from payments.payouts.moves import Status
from payments.rights import Right, require_right
from workers.events import emit_many


@transaction.atomic
def approve_if_enough(*, payout_ids: Collection[UUID | str]) -> None:
    """Approve those that need nobody, or nobody more; the others stay as they are."""
    ready = Payout.objects.filter(pk__in=payout_ids, status=Status.READY).locked()
    _advance(list(ready), by=None)


@transaction.atomic
def approve_all(*, payout_ids: Collection[UUID], by: Any, reason: str) -> None:
    """Add one person's approval to each, all or none. Raises NotAllowed, AlreadyApproved, IllegalMove."""
    payouts = list(Payout.objects.filter(pk__in=payout_ids).locked())
    require_right(by, Right.CHECK)
    for payout in payouts:
        policies.require_neutral(payout, by)
        if payout.status != Status.READY:
            raise IllegalMove(_("A payout that is “{status}” cannot be approved."), status=payout.get_status_display())
    if PayoutApproval.objects.filter(payout__in=payouts, by=by, round=F("payout__round")).exists():
        raise AlreadyApproved(_("You have approved one of these payouts; another person must approve it too."))
    PayoutApproval.objects.bulk_create(
        PayoutApproval(payout=payout, by=by, round=payout.round, reason=reason) for payout in payouts
    )
    subjects = Payout.objects.filter(pk__in=[payout.pk for payout in payouts])
    emit_many("payout.endorsed", subjects=subjects, by=by, payload={"reason": reason}, facts=["award_reference"])
    _advance(payouts, by=by)


def _advance(payouts: list[Payout], *, by: Any) -> None:
    current = PayoutApproval.objects.filter(payout__in=payouts, round=F("payout__round"))
    people: dict[UUID, set[UUID]] = defaultdict(set)
    for payout_id, by_id in current.values_list("payout_id", "by_id"):
        people[payout_id].add(by_id)
    enough = [
        payout.pk
        for payout in payouts
        if len(people[payout.pk] - set(payout.barred_approvers)) >= payout.approvals_required
    ]
    approved = Payout.objects.filter(pk__in=enough)
    emit_many("payout.approved", subjects=approved, by=by, facts=["award_reference"])
    approved.update(status=Status.APPROVED)
