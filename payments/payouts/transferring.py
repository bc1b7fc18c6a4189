"""The payout saga: reserve, call, settle, leg by leg. No transaction is open while Stripe is called.

Stripe's list of transfers is asked before each call, and what it has is taken over. A key is used again, with the same
request, as long as Stripe surely remembers it; when it can't help any more (it is too old, or only repeats a 500), the
list decides, asked twice with a pause between.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.payees import refreshing
from payments.payouts import recalling, reserving, settling
from payments.payouts.legs import TransferAttempt
from payments.payouts.models import Payout
from payments.payouts.moves import DOUBTFUL, Hold
from payments.payouts.reserving import RESUME_SECONDS
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from payments.stripe.recalling import Forgotten, is_mark
from workers.clock import LaurelNow, laurel_now
from workers.events import emit_many

KEY_HOURS = 23  # Stripe forgets an idempotency key after 24
RESUMED_AT_ONCE = 500


def transfer(*, payout_id: UUID | str) -> None:
    """Carry an approved payout to its payee, or as far as Stripe lets it get; repeats and rivals do no harm."""
    attempt = reserving.reserve(payout_id=payout_id)
    while attempt and _carry(attempt):
        attempt = reserving.reserve(payout_id=payout_id)


def _carry(attempt: TransferAttempt) -> bool:
    """Make one attempt, or find out what became of it; True when the saga can go on at once.

    Stripe's list is asked first, always: the books may be older than what Stripe did for them.
    """
    try:
        made = recalling.recall(attempt) or _made_now(attempt)
    except StripeUnavailable as error:
        settling.doubt(attempt_id=attempt.pk, error=error)
        return False
    except StripeRefused as error:
        _refuse(attempt, error)
        return False
    except Forgotten as error:
        settling.halt(attempt_id=attempt.pk, why=str(error))
        return False
    if made is None:
        return settling.miss(attempt_id=attempt.pk)
    settling.settle(attempt_id=attempt.pk, transfer=made)
    return True


def _made_now(attempt: TransferAttempt) -> dict[str, Any] | None:
    """A transfer under the attempt's key; None where the key can't help any more."""
    is_old = laurel_now() > attempt.made_at + timedelta(hours=KEY_HOURS)
    if attempt.is_spent or is_old:
        return None
    return gateway.create_transfer(attempt.request, key=attempt.idempotency_key)


def _refuse(attempt: TransferAttempt, error: StripeRefused) -> None:
    """A payee whom Stripe would not pay is asked about first, so that what we believe of them is true again."""
    if settling.hold_after(error) == Hold.KYC:
        refreshing.refresh(account_id=attempt.request["destination"])
    settling.refuse(attempt_id=attempt.pk, error=error)


def recognise(*, transfer_id: str) -> None:
    """Settle a transfer that Stripe tells of before, or instead of, its answer. Calls Stripe."""
    made = gateway.retrieve_transfer(transfer_id)
    if not is_mark(made["metadata"].get("leg")):
        return
    attempt = TransferAttempt.objects.filter(leg__pk=made["metadata"].get("leg")).order_by("-number").first()
    if attempt:
        settling.settle(attempt_id=attempt.pk, transfer=made)


@transaction.atomic
def resume_due() -> int:
    """Look after payouts whose transfer is under way and whose time has come; return how many."""
    under_way = Payout.objects.filter(status__in=DOUBTFUL).overdue()
    due = [payout.pk for payout in under_way.locked(skip_locked=True)[:RESUMED_AT_ONCE]]
    payouts = Payout.objects.filter(pk__in=due)
    emit_many("payout.resumed", subjects=payouts)
    return payouts.update(due_at=LaurelNow() + timedelta(seconds=RESUME_SECONDS))
