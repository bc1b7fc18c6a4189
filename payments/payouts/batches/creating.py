"""Turn many awards of one purse into payouts at once: the hundred winners of an audit contest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from payments.ledger.posting import settle_constraints
from payments.money import Money
from payments.payees.models import Payee
from payments.payees.onboarding import payees_of
from payments.payouts import policies
from payments.payouts.batches import screening
from payments.payouts.legs import TransferLeg
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.payouts.placing import place
from payments.purses import releasing
from payments.purses.models import Purse
from workers.clock import laurel_now
from workers.events import emit_many

AT_ONCE = 500  # awards of one call: two postings each, and PostgreSQL's triggers speak once for all


@dataclass(frozen=True, slots=True)
class Due:
    """One award, all of it to one person."""

    award_reference: str
    user_id: UUID
    amount: Money


@transaction.atomic
def create_many(
    *, purse_reference: str, awards: Sequence[Due], barred_approvers: Collection[UUID] = (), by: Any = None
) -> list[Payout]:
    """Owe each award to its payee, as `create_payouts` does; awards that have a payout already are passed over.

    Raises InvalidAmount, NotHeld, IllegalMove (of a purse that is not held).
    """
    purse = Purse.objects.locked().get(reference=purse_reference)
    references = [award.award_reference for award in awards]
    made = set(Payout.objects.filter(award_reference__in=references).values_list("award_reference", flat=True))
    fresh = [award for award in awards if award.award_reference not in made]
    if not fresh:
        return []
    payees = _locked_payees({award.user_id for award in fresh})
    owed = {f"award:{award.award_reference}:awarded:0": {str(award.user_id): award.amount} for award in fresh}
    releasing.release_many(purse=purse, awards=owed, by=by)
    payouts = _create(purse, payees, fresh, sorted(set(barred_approvers)))
    _announce(payouts, by)
    settle_constraints()
    return payouts


def _locked_payees(user_ids: set[UUID]) -> dict[UUID, Payee]:
    wanted = [payee.pk for payee in payees_of(user_ids)]
    rows = Payee.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    payees = rows.filter(pk__in=wanted).order_by("pk")
    return {payee.user_id: payee for payee in payees}


def _create(purse: Purse, payees: Mapping[UUID, Payee], awards: Sequence[Due], barred: list[UUID]) -> list[Payout]:
    payouts = [
        Payout(
            purse=purse,
            payee=payees[award.user_id],
            award_reference=award.award_reference,
            amount=award.amount.amount,
            currency=award.amount.currency,
            approvals_required=policies.approvals_required(award.amount),
            barred_approvers=barred,
        )
        for award in awards
    ]
    Payout.objects.bulk_create(payouts)
    drawn = releasing.draw_many(purse=purse, amounts=[award.amount for award in awards])
    TransferLeg.objects.bulk_create(
        TransferLeg(payout=payout, contribution=contribution, amount=part.amount, currency=part.currency)
        for payout, parts in zip(payouts, drawn, strict=True)
        for contribution, part in parts
    )
    return payouts


def _announce(payouts: Sequence[Payout], by: Any) -> None:
    """Tell of all; those that nothing can bar are cleared together, the others placed one by one."""
    all_of_them = Payout.objects.filter(pk__in=[payout.pk for payout in payouts])
    emit_many("payout.created", subjects=all_of_them, by=by, facts=["award_reference"])
    now = laurel_now()
    clearly = {payout.pk for payout in screening.plain(payouts)}
    for payout in payouts:
        if payout.pk not in clearly:
            place(payout, now=now, by=by)
    clear = all_of_them.filter(pk__in=clearly)
    emit_many("payout.cleared", subjects=clear, by=by, facts=["award_reference"])
    clear.update(status=Status.READY)
