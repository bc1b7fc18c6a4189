"""A person gives up a payout that has not left: its money is in the purse again."""

from typing import Any
from uuid import UUID

from django.db import transaction

from payments.payouts import policies
from payments.payouts.forfeiting import forfeit
from payments.payouts.holding import require_reason
from payments.payouts.models import Payout
from payments.rights import Right, require_right


@transaction.atomic
def cancel(*, payout_id: UUID, by: Any, reason: str) -> Payout:
    """Cancel a payout for a reason. Raises NotAllowed, ReasonMissing, IllegalMove once a transfer may be under way.

    Neither side may: a sponsor's member would get the money back that a winner was promised.
    """
    require_right(by, Right.CHECK)
    require_reason(reason)
    policies.require_neutral(Payout.objects.select_related("payee").get(pk=payout_id), by)
    return forfeit(payout_id=payout_id, by=by, reason=reason)
