"""The payout saga for many: reserve all in one transaction, call Stripe for each under its own key, settle all in one.

No transaction is open while Stripe is called. Whatever Stripe does not plainly grant stays as it was reserved, and goes
on by itself: the same key is asked again, and its doubt or refusal settled as for any payout.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from payments.payouts import transferring
from payments.payouts.batches import reserving, settling
from payments.payouts.legs import TransferAttempt
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable

Made = tuple[TransferAttempt, dict[str, Any]]
UNDER_WAY = [Status.APPROVED, Status.SUBMITTING, Status.UNKNOWN]


def transfer_all(*, payout_ids: Collection[UUID | str]) -> None:
    """Carry approved payouts to their payees, or as far as Stripe lets them get; repeats and rivals do no harm."""
    settling.settle_all(made=_call(reserving.reserve_all(payout_ids=payout_ids)))
    left = Payout.objects.filter(pk__in=payout_ids, status__in=UNDER_WAY)
    for payout_id in left.values_list("pk", flat=True):
        transferring.transfer(payout_id=payout_id)


def _call(attempts: Sequence[TransferAttempt]) -> list[Made]:
    """What Stripe granted. The rest is asked again, one by one, by the service that can tell a refusal from a doubt."""
    made: list[Made] = []
    for attempt in attempts:
        try:
            made.append((attempt, gateway.create_transfer(attempt.request, key=attempt.idempotency_key)))
        except (StripeUnavailable, StripeRefused):
            break  # don't press on: the next ones would most likely hear the same
    return made
