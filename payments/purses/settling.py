"""Money arrived: book it once, forward only, whatever order and how often Stripe tells."""

from typing import Any

from django.db import transaction

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, post, settle_constraints
from payments.money import Money
from payments.purses.arriving import arrival, keep_charge
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Purpose
from payments.purses.straying import set_aside
from payments.stripe import gateway
from workers.events import emit

TAKING = [Purse.Status.FUNDING, Purse.Status.HELD, Purse.Status.FROZEN]


def look(*, contribution_id: str) -> None:
    """Fetch the contribution's payment page from Stripe and book what it says. Calls Stripe: never in a transaction."""
    contribution = Contribution.objects.filter(pk=contribution_id, session_id__isnull=False).first()
    if contribution:
        settle_checkout(gateway.retrieve_checkout_session(str(contribution.session_id)))


def look_at_pages() -> None:
    """Look at every page that may have been paid without our having heard of it."""
    pages = Contribution.objects.pending().filter(session_id__isnull=False).order_by("created_at")
    for contribution_id in pages.values_list("pk", flat=True):
        look(contribution_id=str(contribution_id))


def settle_checkout(session: dict[str, Any]) -> None:
    """Book a payment page as Stripe shows it now, with its charge and the charge's balance transaction expanded.

    An unpaid page changes nothing, nor does a charge that Stripe has not booked yet: `charge.updated` follows.
    """
    charge = (session.get("payment_intent") or {}).get("latest_charge") or {}
    if session["payment_status"] == "paid" and charge.get("paid") and charge.get("balance_transaction"):
        settle_charge(contribution_id=session["client_reference_id"], charge=charge)


@transaction.atomic
def settle_charge(*, contribution_id: str, charge: dict[str, Any]) -> None:
    """Put the money into the purse; what came late, twice or in a wrong amount is set aside to go back.

    If Stripe settled in another currency nothing is booked: reconciliation shows the difference until a person acts.
    """
    known = Contribution.objects.select_related("purse").filter(pk=contribution_id).first()
    if known is None or Contribution.objects.filter(charge_id=charge["id"]).exists():
        return
    purse = Purse.objects.locked().get(pk=known.purse_id)
    contribution = purse.contributions.select_for_update(no_key=True).get(pk=known.pk)
    if Contribution.objects.filter(charge_id=charge["id"]).exists():  # another settled it while we waited
        return
    if charge["balance_transaction"]["currency"] != purse.currency:
        emit("contribution.converted", subject=contribution, payload={"charge": charge["id"]})
        return
    if _fits(purse, contribution, charge):
        _fill(purse, contribution, charge)
    else:
        set_aside(purse, contribution, charge)
    settle_constraints()


def _fits(purse: Purse, contribution: Contribution, charge: dict[str, Any]) -> bool:
    return (
        purse.status in TAKING
        and contribution.status == Contribution.Status.PENDING
        and charge["amount"] == contribution.total.for_stripe
    )


def _fill(purse: Purse, contribution: Contribution, charge: dict[str, Any]) -> None:
    contribution.status = Contribution.Status.SETTLED
    keep_charge(contribution, charge)
    contribution.save()
    post(
        effect_key=f"contribution:{contribution.pk}:funded",
        situation=Situation.FUNDED,
        purse=purse.reference,
        source=charge["id"],
        by=contribution.payer,
        lines=[
            *arrival(purse, charge),
            credit(account(Kind.PURSE, purse.currency, purse.reference), Money(contribution.amount, purse.currency)),
            credit(account(Kind.FEES, purse.currency), Money(contribution.platform_fee, purse.currency)),
        ],
    )
    emit("contribution.settled", subject=contribution, by=contribution.payer)
    complete(purse)


def complete(purse: Purse) -> None:
    """The purse is held once its whole target is settled; the caller holds its lock. A frozen one is when it thaws."""
    if purse.status == Purse.Status.FROZEN or purse.paid_in() < purse.target:
        return
    if purse.status == Purse.Status.FUNDING:
        purse.status = Purse.Status.HELD
        purse.save(update_fields=["status"])
    if purse.purpose == Purpose.PRIZE:
        emit("purse.funded", subject=purse)
