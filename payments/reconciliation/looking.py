"""Look again: fetch what an exception is about, let its own service settle it, and compare."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_noop, override

from payments.disputes import settling as disputing
from payments.errors import PaymentError
from payments.payouts import banking, restoring, transferring
from payments.payouts.models import Payout
from payments.payouts.moves import DOUBTFUL, Status
from payments.payouts.reversals import PayoutReversal
from payments.purses import returning, settling
from payments.purses.models import Contribution, Refund
from payments.reconciliation import remedying
from payments.reconciliation.models import Discrepancy, Remedy, RemedyName
from payments.reconciliation.reconciling import reconcile
from payments.stripe import gateway
from payments.stripe.models import InboxEvent
from workers.events import emit

# Outcomes, kept in English.
UNCHANGED, MATCHES = gettext_noop("Nothing changed: {why}"), gettext_noop("It matches now.")
DIFFERS = gettext_noop("Looked at; it still differs.")


def look_again(*, discrepancy_id: UUID | str, reason: str, by: Any) -> Remedy:
    """Fetch and settle, in a person's name, and say what came of it. Calls Stripe: never in a transaction.

    Raises NotAllowed, IllegalMove, NotARemedy, ReasonNeeded; what Stripe refuses is the outcome, not an error.
    """
    remedy = remedying.propose(discrepancy_id=discrepancy_id, name=RemedyName.LOOK_AGAIN, reason=reason, by=by)
    try:
        with override("en"):  # a refusal is kept as the outcome, and reads the same to everyone
            _look(remedy.discrepancy.subject)
            reconcile()
    except PaymentError as error:
        return _end(remedy, UNCHANGED.format(why=error))
    row = Discrepancy.objects.get(pk=discrepancy_id)
    return _end(remedy, MATCHES if row.closed_at else DIFFERS)


@transaction.atomic
def _end(remedy: Remedy, outcome: str) -> Remedy:
    """Keep the outcome, unless the comparison has ended the remedy together with its exception."""
    Discrepancy.objects.select_for_update(no_key=True).get(pk=remedy.discrepancy_id)
    remedy.refresh_from_db()
    if remedy.status == Remedy.Status.PROPOSED:
        remedying.end(remedy, Remedy.Status.DONE, outcome=outcome)
    return remedy


def _look(subject: str) -> None:
    prefix = subject.partition("_")[0] if "_" in subject else "own"
    look = BY_PREFIX.get(prefix)
    if look:
        look(subject)


def _charge(charge_id: str) -> None:
    charge = gateway.retrieve_charge(charge_id)
    contribution = charge["metadata"].get("contribution")
    if contribution and charge["paid"] and charge["balance_transaction"]:
        settling.settle_charge(contribution_id=contribution, charge=charge)


def _refund(refund_id: str) -> None:
    returning.settle(gateway.retrieve_refund(refund_id))


def _transfer(transfer_id: str) -> None:
    transferring.recognise(transfer_id=transfer_id)


def _dispute(dispute_id: str) -> None:
    disputing.look(dispute_id=dispute_id)


def _reversal(reversal_id: str) -> None:
    """Stripe finds a reversal only through its transfer: all that are under way read their transfers' lists."""
    under_way = PayoutReversal.objects.filter(status=PayoutReversal.Status.SUBMITTING)
    for pk in list(under_way.values_list("pk", flat=True)):
        restoring.send(reversal_id=pk)


@transaction.atomic
def _news(event_id: str) -> None:
    """Let the event be handled once more."""
    news = InboxEvent.objects.filter(pk=event_id).first()
    if news:
        emit("stripe.received", subject=news)


def _own(row_id: str) -> None:
    """One of our own rows: a refund, a payout or a payment page."""
    if Refund.objects.unfinished().filter(pk=row_id).exists():
        returning.send(refund_id=row_id)
    elif Payout.objects.filter(pk=row_id, status__in=[*DOUBTFUL, Status.APPROVED]).exists():
        transferring.transfer(payout_id=row_id)
    elif Contribution.objects.pending().filter(pk=row_id).exists():
        settling.look(contribution_id=row_id)
    elif payout := Payout.objects.filter(pk=row_id, status=Status.RETURNED).select_related("payee").first():
        banking.look_at_bank(payee=payout.payee, since=payout.created_at)


BY_PREFIX: dict[str, Callable[[str], None]] = {
    "ch": _charge,
    "py": _charge,
    "re": _refund,
    "tr": _transfer,
    "trr": _reversal,
    "du": _dispute,
    "dp": _dispute,
    "evt": _news,
    "own": _own,
}
