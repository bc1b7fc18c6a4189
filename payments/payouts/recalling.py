"""Stripe's list of transfers is asked before anything is sent: what it has is taken over, not made again.

A key alone protects against a repeat only for a day, and not at all once the books are older than Stripe's memory of
them: a restored database has forgotten attempts that Stripe answered, and whole awards that were decided again.
"""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from payments.errors import PaymentError
from payments.ledger.models import Transaction
from payments.payouts.legs import TransferAttempt, TransferLeg
from payments.stripe import gateway

Made = dict[str, Any]


class Forgotten(PaymentError):
    """Stripe has a transfer of this service's that its books do not know; a person must say what it was."""

    code = "transfer_forgotten"


def recall(attempt: TransferAttempt) -> Made | None:
    """The transfer that Stripe has for what is asked, if any. Calls Stripe.

    The leg's own by its mark; else one that the books have forgotten, of the same amount to the same payee out of the
    same purse: it was this one, before the database went back. Another that they have forgotten raises Forgotten.
    """
    asked = attempt.request
    made = list(listed(attempt))
    if own := next((each for each in made if _mark(each) == asked["metadata"]["leg"]), None):
        return own
    forgotten = _forgotten(made)
    if fitting := next((each for each in forgotten if _fits(each, asked)), None):
        return fitting
    if forgotten:
        raise Forgotten(
            _("Stripe has {transfer} of this purse to this payee, and the books do not. Reconcile it first."),
            transfer=forgotten[0]["id"],
        )
    return None


def listed(attempt: TransferAttempt) -> list[Made]:
    """What Stripe lists (its Search lags behind) of the purse's transfers to the payee. Calls Stripe."""
    asked = attempt.request
    return list(gateway.list_transfers(transfer_group=asked["transfer_group"], destination=asked["destination"]))


def _mark(made: Made) -> str:
    return str(made["metadata"].get("leg") or "")


def _fits(made: Made, asked: Made) -> bool:
    names = ("amount", "currency", "source_transaction")
    return all(made.get(name) == asked.get(name) for name in names)


def _forgotten(made: list[Made]) -> list[Made]:
    """Made by this service, still with the payee, and neither a leg nor a posting knows it."""
    ours = {each["id"]: each for each in made if _is_uuid(_mark(each)) and not each["amount_reversed"]}
    if not ours:
        return []
    legs = TransferLeg.objects.filter(pk__in=[_mark(each) for each in ours.values()])
    marks = {str(key) for key in legs.values_list("pk", flat=True)}
    taken_over = set(TransferLeg.objects.filter(transfer_id__in=ours).values_list("transfer_id", flat=True))
    booked = set(Transaction.objects.filter(source__in=ours).values_list("source", flat=True))
    return [each for key, each in ours.items() if _mark(each) not in marks and key not in taken_over | booked]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
