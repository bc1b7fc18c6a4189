"""Set money aside to go back to its payers: reserve. Sending it is the work of `returning`."""

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from payments.errors import IllegalMove
from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post, settle_constraints
from payments.money import Money
from payments.purses.closing import close_if_empty
from payments.purses.funding import drop
from payments.purses.models import Contribution, Purse, Refund
from payments.purses.releasing import NotHeld
from payments.purses.setting_off import set_off
from workers.events import emit


@transaction.atomic
def refund_all(*, reference: str, reason: str, by: Any = None, include_fee: bool = False) -> list[Refund]:
    """Send back all that the purse still holds, and take no more; with the platform's fee too if no entry came.

    `reason` is the code of the caller. An unfunded purse is closed at once, and its open page. Repeats find nothing.
    A frozen purse gives it back when it thaws, as who asked first wanted it.
    """
    purse = Purse.objects.locked().get(reference=reference)
    for pending in purse.contributions.pending().select_for_update(no_key=True):
        drop(pending, by=by)
    if purse.status == Purse.Status.FROZEN:
        if not purse.waiting_refund:
            _wait_for_thaw(purse, reason, include_fee)
        return []
    held = balance(Kind.PURSE, purse.currency, reference)
    refunds = _share_out(purse, held, reason, by, include_fee) if held else []
    _close(purse)
    settle_constraints()
    return refunds


@transaction.atomic
def refund(*, reference: str, amount: Money, reason: str, by: Any = None) -> list[Refund]:
    """Send back a part of the purse, split over its contributions by what is left of each.

    Raises NotHeld if the purse holds less, IllegalMove while it is frozen.
    """
    purse = Purse.objects.locked().get(reference=reference)
    _require_not_frozen(purse)
    held = balance(Kind.PURSE, purse.currency, reference)
    if held < amount or amount.amount <= 0:
        raise NotHeld(_("{purse} holds {held}; {amount} can't go back."), purse=purse, held=held, amount=amount)
    refunds = _share_out(purse, amount, reason, by, include_fee=False)
    close_if_empty(reference=reference)
    settle_constraints()
    return refunds


def _require_not_frozen(purse: Purse) -> None:
    if purse.status == Purse.Status.FROZEN:
        raise IllegalMove(_("A frozen purse gives nothing back until its dispute ends."))


def _wait_for_thaw(purse: Purse, reason: str, include_fee: bool) -> None:
    purse.waiting_refund, purse.waiting_refund_with_fee = reason, include_fee
    purse.save(update_fields=["waiting_refund", "waiting_refund_with_fee"])


def _share_out(purse: Purse, amount: Money, reason: str, by: Any, include_fee: bool) -> list[Refund]:
    contributions = list(purse.contributions.with_money_left().select_for_update(no_key=True))
    shares = amount.split([contribution.left for contribution in contributions])
    owed = [
        (contribution, set_off(purse=purse, contribution=contribution, amount=share, by=by))
        for contribution, share in zip(contributions, shares, strict=True)
    ]
    return [_reserve(purse, contribution, share, reason, by, include_fee) for contribution, share in owed if share]


def _reserve(purse: Purse, contribution: Contribution, share: Money, reason: str, by: Any, include_fee: bool) -> Refund:
    fee = Money(contribution.platform_fee - contribution.fee_taken if include_fee else 0, purse.currency)
    row = reserve_row(contribution=contribution, amount=share.amount, fee=fee.amount, reason=reason, by=by)
    Contribution.objects.filter(pk=contribution.pk).update(refunded=F("refunded") + share.amount)
    post(
        effect_key=f"refund:{row.pk}:due",
        situation=Situation.REFUND_DUE,
        purse=purse.reference,
        by=by,
        lines=[
            debit(account(Kind.PURSE, purse.currency, purse.reference), share),
            debit(account(Kind.FEES, purse.currency), fee),
            credit(account(Kind.REFUNDS_DUE, purse.currency, purse.reference), share),
            credit(account(Kind.REFUNDS_DUE, purse.currency), fee),
        ],
    )
    return row


def reserve_row(*, contribution: Contribution, amount: int, fee: int, reason: str, by: Any = None) -> Refund:
    """The refund's row with exactly what Stripe will be asked; a handler sends it once this is committed."""
    row = Refund(contribution=contribution, amount=amount, fee=fee, reason=reason)
    total = Money(amount + fee, contribution.purse.currency)
    row.request = {
        "charge": contribution.charge_id,
        "amount": total.for_stripe,
        "metadata": {"refund": str(row.pk), "purse": contribution.purse.reference},
    }
    row.save(force_insert=True)
    emit("refund.reserved", subject=row, by=by, payload={"amount": amount, "fee": fee, "reason": reason})
    return row


def _close(purse: Purse) -> None:
    if purse.status in (Purse.Status.INITIATED, Purse.Status.FUNDING):
        purse.status = Purse.Status.CLOSED
        purse.save(update_fields=["status"])
        emit("purse.closed", subject=purse)
    else:
        close_if_empty(reference=purse.reference)
