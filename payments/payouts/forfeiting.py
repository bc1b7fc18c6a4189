"""A payout that is given up before it left: its money goes back into the purse it came from."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import IllegalMove
from payments.ledger.posting import settle_constraints
from payments.payouts.legs import give_up_legs, has_begun_to_leave
from payments.payouts.locking import locked_payout
from payments.payouts.models import MOVED, Payout
from payments.payouts.moves import Status
from payments.payouts.placing import tell
from payments.purses import releasing
from workers.clock import laurel_now
from workers.events import emit

RENEWABLE_DAYS = 7  # so long a cancelled payout can be paid after all; then its money is given up


@transaction.atomic
def forfeit(*, payout_id: UUID, by: Any = None, reason: str = "") -> Payout:
    """Cancel a payout that has not left; the purse holds its money again.

    Raises IllegalMove once a transfer may be made, or a part has arrived. Whether a winner forfeits or an award is
    withdrawn is decided above.
    """
    payout = locked_payout(payout_id)
    if has_begun_to_leave(payout):
        raise IllegalMove(
            _("A part of this payout has left for its payee, so it can't be cancelled. Send the rest on.")
        )
    payout.move_to(Status.CANCELLED)
    payout.save(update_fields=MOVED)
    give_up_legs(payout)
    owner = str(payout.payee.user_id)
    key = effect_key_of(payout)
    releasing.take_back(purse=payout.purse, owner=owner, amount=payout.money, effect_key=key, by=by)
    tell("payout.cancelled", payout, by=by, reason=reason)
    about = {"award_reference": payout.award_reference, "reason": reason}
    later = laurel_now() + timedelta(days=RENEWABLE_DAYS)
    emit("payout.given_up", subject=payout, by=by, payload=about, due_at=later)
    settle_constraints()
    return payout


def effect_key_of(payout: Payout) -> str:
    """Under which the ledger has that its money is in the purse again."""
    return f"payout:{payout.pk}:forfeited"
