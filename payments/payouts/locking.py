"""The order of locks around a payout: its purse, its payee, then itself."""

from uuid import UUID

from payments.payees.models import Payee
from payments.payouts.models import Payout
from payments.purses.models import Purse


def locked_payout(payout_id: UUID | str) -> Payout:
    """The payout under its own, its payee's and its purse's lock, for what moves money of all three."""
    facts = Payout.objects.only("purse_id", "payee_id").get(pk=payout_id)
    purse = Purse.objects.locked().get(pk=facts.purse_id)
    payee = Payee.objects.select_for_update(no_key=True).get(pk=facts.payee_id)
    payout = Payout.objects.locked().get(pk=payout_id)
    payout.purse, payout.payee = purse, payee
    return payout
