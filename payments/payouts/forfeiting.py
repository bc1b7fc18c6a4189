"""A payout that is given up before it left: its money goes back into the purse it came from."""

from typing import Any
from uuid import UUID

from django.db import transaction

from payments.ledger.posting import settle_constraints
from payments.payouts.legs import give_up_legs
from payments.payouts.locking import locked_payout
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import Status
from payments.payouts.placing import tell
from payments.purses import releasing


@transaction.atomic
def forfeit(*, payout_id: UUID, by: Any = None, reason: str = "") -> Payout:
    """Cancel a payout that has not left; the purse holds its money again.

    Raises IllegalMove once a transfer may be made. Whether a winner forfeits or an award is withdrawn is decided above.
    """
    payout = locked_payout(payout_id)
    payout.move_to(Status.CANCELLED)
    payout.save(update_fields=MOVED)
    give_up_legs(payout)
    owner = str(payout.payee.user_id)
    effect_key = f"payout:{payout.pk}:forfeited"
    releasing.take_back(purse=payout.purse, owner=owner, amount=payout.money, effect_key=effect_key, by=by)
    tell("payout.cancelled", payout, by=by, reason=reason)
    settle_constraints()
    return payout
