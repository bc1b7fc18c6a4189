"""Stripe's list of a charge's refunds is asked before another is sent: what it has is taken over, not made again.

A key alone protects for a day, and not at all once the books are older than Stripe's memory of them: a restored
database may have forgotten a refund that was sent, and somebody decides it again.
"""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from payments.errors import PaymentError
from payments.ledger.models import Transaction
from payments.purses.models import Refund
from payments.stripe import gateway

Made = dict[str, Any]
LEFT = ("succeeded", "pending")  # Stripe took it out of our balance


class Forgotten(PaymentError):
    """Stripe has a refund of this service's that its books do not know; a person must say what it was."""

    code = "refund_forgotten"


def recall(refund: Refund) -> Made | None:
    """The refund that Stripe has for what is asked, if any. Calls Stripe.

    Its own by its mark; else one that the books have forgotten, of the same amount of the same charge: it was this one,
    before the database went back. Another that they have forgotten raises Forgotten.
    """
    made = list(gateway.list_refunds(charge=refund.request["charge"]))
    own = (each for each in made if _mark(each) == str(refund.pk) and each["id"] not in refund.past_ids)
    if found := next(own, None):
        return found
    forgotten = _forgotten(made)
    if fitting := next((each for each in forgotten if each["amount"] == refund.request["amount"]), None):
        return fitting
    if forgotten:
        raise Forgotten(
            _("Stripe has {refund} of this charge, and the books do not. Reconcile it first."),
            refund=forgotten[0]["id"],
        )
    return None


def _mark(made: Made) -> str:
    return str((made.get("metadata") or {}).get("refund") or "")


def _forgotten(made: list[Made]) -> list[Made]:
    """Made by this service, gone for the payer, and neither a refund nor a posting knows it."""
    ours = {each["id"]: each for each in made if _is_uuid(_mark(each)) and each["status"] in LEFT}
    if not ours:
        return []
    known = Refund.objects.filter(pk__in=[_mark(each) for each in ours.values()])
    marks = {str(key) for key in known.values_list("pk", flat=True)}
    taken_over = set(Refund.objects.filter(refund_id__in=ours).values_list("refund_id", flat=True))
    booked = set(Transaction.objects.filter(source__in=ours).values_list("source", flat=True))
    return [each for key, each in ours.items() if _mark(each) not in marks and key not in taken_over | booked]


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
