"""Raise a flag by hand, and clear one: two people who neither raised it nor gain or pay must agree."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, NotAllowed, PaymentError
from payments.payouts import policies, suspecting
from payments.payouts.flags import Flag, FlagClearance
from payments.payouts.holding import require_reason
from payments.payouts.models import Payout
from payments.payouts.moves import Hold, Status
from payments.payouts.placing import place
from payments.payouts.querysets import PayoutQuerySet
from payments.rights import Right, require_right
from workers.clock import laurel_now
from workers.events import emit
from workers.sweeping import sweep

PEOPLE_TO_CLEAR = 2
NOT_LEFT = [Status.READY, Status.APPROVED]


class ClearedAlready(PaymentError):
    """The same person has cleared this flag already; another one must."""

    code = "already_cleared"


@transaction.atomic
def flag_payout(*, payout_id: UUID, kind: str, by: Any, reason: str) -> None:
    """Keep one payout back for a doubt.

    Raises NotAllowed, ReasonMissing, IllegalMove once it has left, and for a doubt that was cleared already.
    """
    payout = Payout.objects.locked().get(pk=payout_id)
    require_right(by, Right.MAKE)
    require_reason(reason)
    if payout.status not in [*NOT_LEFT, Status.BLOCKED]:
        raise IllegalMove(
            _("A payout that is “{status}” can no longer be kept back."), status=payout.get_status_display()
        )
    _require_news(payout, kind, reason)
    suspecting.raise_flag(kind, payout.payee, payout, reason, reason, by=by)
    if payout.status in NOT_LEFT:
        place(payout, now=laurel_now(), by=by)


def _require_news(payout: Payout, kind: str, reason: str) -> None:
    """What two people cleared stays cleared: a doubt in the very same words would keep nothing back."""
    if payout.flags.filter(kind=kind, subject=reason[:200], cleared_at__isnull=False).exists():
        raise IllegalMove(
            _("This doubt was raised in these words before, and two people cleared it. Say what is new."),
            field="reason",
        )


@transaction.atomic
def clear(*, flag_id: UUID, by: Any, reason: str) -> Flag:
    """Say that a flag is nothing; the second person's word clears it, and what it kept back goes on.

    Raises NotAllowed, ReasonMissing, ClearedAlready, IllegalMove.
    """
    flag = Flag.objects.select_for_update(no_key=True, of=("self",)).select_related("payee", "payout").get(pk=flag_id)
    require_right(by, Right.CHECK)
    require_reason(reason)
    _require_third_party(flag, by)
    if flag.cleared_at:
        raise IllegalMove(_("This flag is cleared already."))
    if flag.clearances.filter(by=by).exists():
        raise ClearedAlready(_("You have cleared this flag; another person must clear it too."))
    FlagClearance.objects.create(flag=flag, by=by, reason=reason)
    emit("flag.doubted", subject=flag, by=by, payload={"reason": reason})
    if flag.clearances.count() >= PEOPLE_TO_CLEAR:
        _settle(flag, by)
    return flag


def _settle(flag: Flag, by: Any) -> None:
    flag.cleared_at = laurel_now()
    flag.save(update_fields=["cleared_at"])
    emit("flag.cleared", subject=flag, by=by)
    kept = Payout.objects.blocked_by(Hold.FLAG).filter(Q(pk=flag.payout_id) if flag.payout_id else Q(payee=flag.payee))
    for payout in kept.locked():
        place(payout, now=laurel_now(), by=by)


def _require_third_party(flag: Flag, by: Any) -> None:
    barred = flag.payout.barred_approvers if flag.payout else []
    if by.pk in (flag.payee.user_id, flag.raised_by_id) or by.pk in barred:
        raise NotAllowed(_("Whoever raised a flag, gains or pays does not clear it; someone else must."))


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rules came to, asked again."""

    kept_back: int
    failed: int  # could not be looked at; they are once more before they leave


def look_again() -> Looked:
    """Ask the rules about every payout that could leave, each in a transaction of its own."""
    found = list(_could_leave().order_by("pk").values_list("pk", flat=True))
    kept_back: list[UUID] = []

    def note(payout_id: UUID) -> None:
        if _is_kept_back(payout_id):
            kept_back.append(payout_id)

    looked_at = sweep(found, note)
    return Looked(kept_back=len(kept_back), failed=len(found) - looked_at)


def _could_leave() -> PayoutQuerySet:
    return Payout.objects.filter(status__in=NOT_LEFT)


@transaction.atomic
def _is_kept_back(payout_id: UUID) -> bool:
    payout = _could_leave().locked().select_related("payee__user", "purse").filter(pk=payout_id).first()
    if payout is None:
        return False
    suspecting.look(payout)
    if not policies.is_flagged(payout):
        return False
    place(payout, now=laurel_now())
    return True
