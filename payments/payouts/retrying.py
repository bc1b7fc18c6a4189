"""A person sends a stopped payout on: after a refusal at once, after a doubt when Stripe's own list was asked."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from payments.errors import IllegalMove
from payments.payouts import settling
from payments.payouts.holding import require_reason
from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import LegStatus, Outcome, Status
from payments.payouts.placing import place, tell
from payments.payouts.recalling import listed
from payments.rights import Right, require_right
from workers.clock import laurel_now


def retry(*, payout_id: UUID, by: Any, reason: str) -> Payout:
    """Let a payout go on that failed or waits for a look. Calls Stripe for the latter: no transaction may be open.

    What Stripe's list of transfers has is booked; only what it has not is tried anew. Raises NotAllowed, ReasonMissing,
    IllegalMove, StripeUnavailable.
    """
    require_right(by, Right.MAKE)
    require_reason(reason)
    payout = Payout.objects.get(pk=payout_id)
    if payout.status == Status.FAILED:
        return place_again(payout_id=payout_id, by=by, reason=reason)
    if payout.status != Status.NEEDS_REVIEW:
        raise IllegalMove(_("A payout that is “{status}” has nothing to retry."), status=payout.get_status_display())
    _require_quiet(payout)
    missing = [leg.pk for leg in _in_doubt(payout) if not _find(leg)]
    return go_on(payout_id=payout_id, missing=missing, by=by, reason=reason)


@transaction.atomic
def place_again(*, payout_id: UUID, by: Any, reason: str) -> Payout:
    """Stripe had refused it, so nothing left: it stands again where what bars it now puts it."""
    payout = Payout.objects.locked().get(pk=payout_id)
    if payout.status != Status.FAILED:
        raise IllegalMove(_("A payout that is “{status}” did not fail."), status=payout.get_status_display())
    tell("payout.retried", payout, by=by, reason=reason)
    place(payout, now=laurel_now(), by=by)
    return payout


@transaction.atomic
def go_on(*, payout_id: UUID, missing: list[UUID], by: Any, reason: str) -> Payout:
    """Stripe's list has no transfer of these legs: each gets another attempt, under a new key."""
    payout = Payout.objects.locked().get(pk=payout_id)
    if payout.status != Status.NEEDS_REVIEW:  # what Stripe had was booked, and that was all
        tell("payout.retried", payout, by=by, reason=reason)
        return payout
    legs = list(_in_doubt(payout).filter(pk__in=missing))
    if not legs and _in_doubt(payout).exists():  # without one, what was doubted had arrived, and the rest is to go
        raise IllegalMove(_("Stripe has a transfer that is not the one we asked for. Reconcile it first."))
    now = laurel_now()
    for leg in legs:
        leg.attempts.filter(outcome=Outcome.OPEN).update(outcome=Outcome.ABSENT, closed_at=now)
        leg.move_to(LegStatus.PLANNED)
        leg.save(update_fields=["status"])
    payout.retries = 0
    payout.move_to(Status.SUBMITTING, due_at=now)
    payout.save(update_fields=[*MOVED, "retries"])
    tell("payout.retried", payout, by=by, reason=reason)
    return payout


def _require_quiet(payout: Payout) -> None:
    """What was asked a moment ago may still be under way, and on no list yet."""
    last = TransferAttempt.objects.filter(leg__payout=payout).order_by("-made_at").first()
    pause = timedelta(seconds=settings.STRIPE_TIMEOUT_SECONDS + settings.STRIPE_LOOK_AGAIN_SECONDS)
    if last and laurel_now() < last.made_at + pause:
        raise IllegalMove(_("Stripe was asked only just now. Retry in {seconds} seconds."), seconds=pause.seconds)


def _in_doubt(payout: Payout) -> QuerySet[TransferLeg]:
    return TransferLeg.objects.filter(payout=payout, status=LegStatus.NEEDS_REVIEW)


def _find(leg: TransferLeg) -> bool:
    """Whether Stripe's list has a transfer of this leg; one that is as we asked is booked."""
    attempt = TransferAttempt.objects.filter(leg=leg).latest("number")  # whoever is in doubt was tried
    found = [made for made in listed(attempt) if made["metadata"].get("leg") == str(leg.pk)]
    for made in found:
        settling.settle(attempt_id=attempt.pk, transfer=made)
    return bool(found)
