"""M1 to M6 as questions to the database and to Stripe; each answers with what breaks it."""

from collections import Counter
from datetime import timedelta
from typing import Any

from payments.models import Payout, TransferLeg
from payments.payouts.legs import LEG_LEFT
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from workers.models import Event

ACTS_OF_PEOPLE = ("payout.endorsed", "payout.held", "payout.released")
# What a comparison may find at rest: a task for a person, never money that one side alone knows.
FOR_A_PERSON = {"stuck", "failed", "reversed", "orphan_event"}

Transfers = list[dict[str, Any]]


def breaches() -> list[str]:
    """M1 sealed and balanced, M2 nothing overdrawn, M3 funded is where it went: all of it in SQL."""
    return [f"{finding.rule}: {breach}" for finding in self_check() for breach in finding.breaches]


def paid_twice(transfers: Transfers) -> list[str]:
    """M4: one transfer per leg, none of a leg we don't know; the legs of what was paid sum to the share."""
    made = Counter(transfer["metadata"]["leg"] for transfer in transfers)
    known = {str(key) for key in TransferLeg.objects.values_list("pk", flat=True)}
    wrong = [leg for leg, count in made.items() if count > 1 or leg not in known]
    for payout in Payout.objects.filter(status__in=["transferred", "banked"]).prefetch_related("legs"):
        if sum(leg.amount for leg in payout.legs.all() if leg.status in LEG_LEFT) != payout.amount:
            wrong.append(str(payout.pk))
    return wrong


def unmatched(transfers: Transfers) -> list[Any]:
    """M5: once all is heard and done, Stripe's objects and our rows correspond one to one."""
    found: list[Any] = [row for row in reconcile(grace=timedelta(0)) if str(row.kind) not in FOR_A_PERSON]
    ours = set(TransferLeg.objects.filter(status__in=LEG_LEFT).values_list("transfer_id", flat=True))
    return found + sorted({transfer["id"] for transfer in transfers} ^ ours)


def acts_without_a_person() -> list[Any]:
    """M6: who and why, in the same transaction; and nobody whom it concerns approved."""
    acts = Event.objects.filter(name__in=ACTS_OF_PEOPLE)
    wrong: list[Any] = [act for act in acts if act.actor_id is None or not act.payload.get("reason")]
    for payout in Payout.objects.exclude(approvals=None).prefetch_related("approvals"):
        approved, barred = ({str(yes.by_id) for yes in payout.approvals.all()}, set(map(str, payout.barred_approvers)))
        wrong += sorted(approved & barred)
    return wrong
