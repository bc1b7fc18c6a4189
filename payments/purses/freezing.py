"""While money of a purse is disputed nothing leaves it; what was asked for meanwhile is done when it thaws."""

from django.db import transaction

from payments.purses.closing import close_if_empty
from payments.purses.models import Contribution, Purse
from payments.purses.refunding import refund_all
from payments.purses.settling import complete
from workers.events import emit

FREEZABLE = [Purse.Status.FUNDING, Purse.Status.HELD, Purse.Status.PART_RELEASED]


@transaction.atomic
def freeze(*, purse: Purse) -> None:
    """Enter frozen, unless it is, or is empty; the caller holds the lock."""
    if purse.status not in FREEZABLE:
        return
    purse.frozen_from, purse.status = purse.status, Purse.Status.FROZEN
    purse.save(update_fields=["status", "frozen_from"])
    emit("purse.frozen", subject=purse)


@transaction.atomic
def freeze_if_disputed(*, purse: Purse) -> None:
    """Enter frozen, if a bank has disputed money of it since it came to its end; the caller holds the lock."""
    if purse.contributions.filter(status=Contribution.Status.DISPUTED).exists():
        freeze(purse=purse)


@transaction.atomic
def thaw(*, purse: Purse) -> None:
    """Go back to where it was frozen, and do what was put off: be held, or give back. The caller holds the lock."""
    if purse.status != Purse.Status.FROZEN:
        return
    reason, with_fee = purse.waiting_refund, purse.waiting_refund_with_fee
    purse.status, purse.frozen_from, purse.waiting_refund = purse.frozen_from, "", ""
    purse.waiting_refund_with_fee = False
    purse.save(update_fields=["status", "frozen_from", "waiting_refund", "waiting_refund_with_fee"])
    emit("purse.thawed", subject=purse)
    if purse.status == Purse.Status.FUNDING:
        complete(purse)
    if reason:
        refund_all(reference=purse.reference, reason=reason, include_fee=with_fee)
    else:
        close_if_empty(reference=purse.reference)
