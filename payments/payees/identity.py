"""Whether Stripe knows who somebody is: what the floors above may ask instead of asking for documents themselves."""

from collections.abc import Collection
from uuid import UUID

from payments.payees.models import Payee


def identified(user_ids: Collection[UUID]) -> set[UUID]:
    """Those of these users whose account Stripe has verified so far that it pays them, as it last told; no call.

    Whoever is not among them yet is told of by the event `payee.updated`.
    """
    payees = Payee.objects.filter(user_id__in=user_ids, status=Payee.Status.PAYABLE)
    return set(payees.values_list("user_id", flat=True))


def user_of(payee_id: UUID) -> UUID:
    """The user whom an event of this payee is about."""
    return Payee.objects.values_list("user_id", flat=True).get(pk=payee_id)
