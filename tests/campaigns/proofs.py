"""M1, M2, M3 and M5 as questions to the database and to Stripe; each answers with what breaks it."""

from datetime import timedelta
from typing import Any

from payments.models import TransferLeg
from payments.payouts.legs import LEG_LEFT
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile

# What a comparison may find at rest: a task for a person, never money that one side alone knows.
FOR_A_PERSON = {"stuck", "failed", "reversed", "orphan_event"}

Transfers = list[dict[str, Any]]


def breaches() -> list[str]:
    """M1 sealed and balanced, M2 nothing overdrawn, M3 funded is where it went: all of it in SQL."""
    return [f"{finding.rule}: {breach}" for finding in self_check() for breach in finding.breaches]


def unmatched(transfers: Transfers) -> list[Any]:
    """M5: once all is heard and done, Stripe's objects and our rows correspond one to one."""
    found: list[Any] = [row for row in reconcile(grace=timedelta(0)) if str(row.kind) not in FOR_A_PERSON]
    ours = set(TransferLeg.objects.filter(status__in=LEG_LEFT).values_list("transfer_id", flat=True))
    return found + sorted({transfer["id"] for transfer in transfers} ^ ours)
