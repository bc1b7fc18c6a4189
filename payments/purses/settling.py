"""Money arrived: book it once, forward only, whatever order and how often Stripe tells."""

from typing import Any

import structlog
from django.db import transaction

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, post, settle_constraints
from payments.money import Money
from payments.purses.arriving import arrival, keep_charge
from payments.purses.delaying import note_unpaid
from payments.purses.funding import drop
from payments.purses.keeping import keeper
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Purpose
from payments.purses.straying import set_aside
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from payments.stripe.recalling import is_mark
from workers.events import emit

log = structlog.get_logger()

TAKING = [Purse.Status.FUNDING, Purse.Status.HELD, Purse.Status.FROZEN]


def look(*, contribution_id: str) -> None:
    """Fetch the contribution's payment page from Stripe and book what it says. Calls Stripe: never in a transaction."""
    contribution = Contribution.objects.filter(pk=contribution_id, session_id__isnull=False).first()
    if contribution:
        settle_checkout(gateway.retrieve_checkout_session(str(contribution.session_id)))


def look_at_pages() -> None:
    """Look at every page that may have been paid without our having heard of it; one that fails holds up no other."""
    for contribution_id in Contribution.objects.undecided().values_list("pk", flat=True):
        try:
            look(contribution_id=str(contribution_id))
        except (StripeUnavailable, StripeRefused) as error:
            log.warning("page_not_looked_at", contribution=str(contribution_id), error=str(error))


def settle_checkout(session: dict[str, Any]) -> None:
    """Book a payment page as Stripe shows it now, with its charge and the charge's balance transaction expanded.

    A charge that Stripe has not booked yet changes nothing: `charge.updated` follows.
    """
    charge = (session.get("payment_intent") or {}).get("latest_charge") or {}
    if not is_mark(session["client_reference_id"]):
        return
    if session["payment_status"] != "paid":
        note_unpaid(session)
    elif charge.get("paid") and charge.get("balance_transaction"):
        settle_charge(contribution_id=session["client_reference_id"], charge=charge)


@transaction.atomic
def settle_charge(*, contribution_id: str, charge: dict[str, Any]) -> None:
    """Put the money into the purse; what came late, twice or in a wrong amount is set aside to go back.

    What the purse is for is locked first, and has its say: a raise and its prize, a goal and its hour, are one commit.
    If Stripe settled in another currency nothing is booked: reconciliation shows the difference until a person acts.
    """
    ours = Contribution.objects.select_related("purse")
    known = ours.filter(pk=contribution_id).first() if is_mark(contribution_id) else None
    if known is None or Contribution.objects.filter(charge_id=charge["id"]).exists():
        return
    keeper().lock(reference=known.purse.reference)
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
        and _has_room(purse, contribution)
        and keeper().takes(contribution=contribution)
    )


def _has_room(purse: Purse, contribution: Contribution) -> bool:
    """Whether it is no more than is missing; what raises the target comes on top of what is held already."""
    if contribution.raises:
        return purse.status == Purse.Status.HELD
    return contribution.amount <= purse.target - purse.paid_in()


def _fill(purse: Purse, contribution: Contribution, charge: dict[str, Any]) -> None:
    contribution.status, contribution.processing_since = Contribution.Status.SETTLED, None
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
    if contribution.raises:
        _raise_target(purse, contribution)
    else:
        complete(purse)


def _raise_target(purse: Purse, contribution: Contribution) -> None:
    purse.target += contribution.amount
    purse.save(update_fields=["target"])
    keeper().took(contribution=contribution)


def complete(purse: Purse) -> None:
    """The purse is held once its whole target is settled; the caller holds its lock. A frozen one is when it thaws.

    Nobody is left with a page for more than is missing.
    """
    missing = purse.target - purse.paid_in()
    too_much = purse.contributions.pending().filter(raises="", processing_since=None, amount__gt=missing)
    for contribution in too_much.select_for_update(no_key=True):
        drop(contribution)
    if purse.status == Purse.Status.FROZEN or missing > 0:
        return
    if purse.status == Purse.Status.FUNDING:
        purse.status = Purse.Status.HELD
        purse.save(update_fields=["status"])
    if purse.purpose == Purpose.PRIZE:
        emit("purse.funded", subject=purse)
