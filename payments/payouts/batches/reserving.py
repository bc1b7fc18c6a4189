"""Commit what Stripe will be asked for many payouts, and under which keys, before it is asked."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from payments.payouts.batches import screening
from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.payouts.models import Payout
from payments.payouts.moves import LegStatus, Status
from payments.payouts.reserving import RESUME_SECONDS, attempt_of
from workers.clock import laurel_now
from workers.events import emit_many


@transaction.atomic
def reserve_all(*, payout_ids: Collection[UUID | str]) -> list[TransferAttempt]:
    """An attempt for each planned leg of the payouts that are approved and plain; others are left alone."""
    approved = Payout.objects.filter(pk__in=payout_ids, status=Status.APPROVED).locked().select_related("payee__user")
    payouts = {payout.pk: payout for payout in screening.plain(list(approved.select_related("purse")))}
    planned = TransferLeg.objects.filter(payout__in=payouts, status=LegStatus.PLANNED).select_related("contribution")
    legs = list(planned.annotate(tried=Count("attempts")))
    attempts = [attempt_of(payouts[leg.payout_id], leg, number=leg.tried + 1) for leg in legs]
    TransferAttempt.objects.bulk_create(attempts)
    TransferLeg.objects.filter(pk__in=[leg.pk for leg in legs]).update(status=LegStatus.SUBMITTING)
    going = Payout.objects.filter(pk__in=payouts)
    due_at = laurel_now() + timedelta(seconds=RESUME_SECONDS)
    going.update(status=Status.SUBMITTING, due_at=due_at)
    emit_many("payout.submitted", subjects=going, facts=["award_reference"])
    return attempts
