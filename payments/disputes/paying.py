"""A payer makes good what the platform bore for them: the same page, keys and news as for a prize."""

from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from payments.disputes.owing import NothingOwed
from payments.ledger.accounts import Kind, balance
from payments.ledger.posting import settle_constraints
from payments.money import Money
from payments.purses import funding, refunding
from payments.purses.closing import close_if_empty
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Purpose
from payments.purses.setting_off import set_off

DEBTS = UUID("6f1d1e0a-4d3b-4c52-9b0e-6a1f0a2f7d11")  # a name space of our own
PAYABLE = [Purse.Status.INITIATED, Purse.Status.FUNDING, Purse.Status.CLOSED]


def pay(*, payer_reference: str, currency: str, client_key: str, return_url: str, by: Any) -> Contribution:
    """Give the payer a page on which to pay all that they owe in this currency; its address is `checkout_url`.

    Repeats resume as they do when a prize is funded. Calls Stripe: never in a transaction. Raises NothingOwed,
    InvalidAmount for a debt below Stripe's smallest charge, and whatever `fund` raises.
    """
    purse = _open_purse(payer_reference, currency)
    return funding.fund(
        reference=purse.reference, payer_reference=payer_reference, client_key=client_key, return_url=return_url, by=by
    )


def purse_reference(payer_reference: str, currency: str) -> str:
    """Of the purse through which a payer's debts in one currency are paid: always the same, and no challenge's."""
    return str(uuid5(DEBTS, f"{payer_reference}:{currency}"))


@transaction.atomic
def _open_purse(payer_reference: str, currency: str) -> Purse:
    """The purse asks for exactly what is owed now; empty it lies closed, and opens anew for each debt."""
    owed = balance(Kind.SPONSOR_DEBT, currency, payer_reference)
    if not owed:
        raise NothingOwed(_("Nothing is owed in {currency}."), field="currency", currency=currency)
    owed.require_chargeable()
    reference = purse_reference(payer_reference, currency)
    label = "What is owed for a payment that its bank took back"
    fresh = Purse(reference=reference, label=label, currency=currency, target=owed.amount, purpose=Purpose.DEBT)
    Purse.objects.bulk_create([fresh], ignore_conflicts=True)
    purse = Purse.objects.locked().get(reference=reference)
    if purse.status in PAYABLE:
        purse.status = Purse.Status.INITIATED if purse.status == Purse.Status.CLOSED else purse.status
        purse.target = owed.amount
        purse.save(update_fields=["status", "target"])
    return purse


@transaction.atomic
def apply(*, contribution_id: UUID | str) -> None:
    """What was paid for a debt ends the debt; what was paid beyond it goes back. Repeats find nothing left."""
    purse = Purse.objects.locked().get(contributions=UUID(str(contribution_id)))
    if purse.purpose != Purpose.DEBT:
        return
    contribution = purse.contributions.select_for_update(no_key=True).get(pk=contribution_id)
    left = Money(contribution.left, purse.currency)
    rest = set_off(purse=purse, contribution=contribution, amount=left, by=contribution.payer)
    if rest:
        refunding.refund(reference=purse.reference, amount=rest, reason="overpaid")
    close_if_empty(reference=purse.reference)
    settle_constraints()
