"""Every purse has an end."""

from django.db import transaction

from payments.ledger.statements import statement
from payments.purses.models import Purse
from payments.purses.releasing import RELEASING
from workers.events import emit


@transaction.atomic
def close_if_empty(*, reference: str) -> Purse:
    """Close the purse once nothing in it is held or payable any more; asked after every movement out of it."""
    purse = Purse.objects.locked().get(reference=reference)
    now = statement(reference, purse.currency)
    if purse.status not in RELEASING or now.held or now.payable:
        return purse
    purse.status = Purse.Status.CLOSED
    purse.save(update_fields=["status"])
    emit("purse.closed", subject=purse)
    return purse
