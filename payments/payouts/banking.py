"""Learn when Stripe has paid a payee's balance on to their bank: shown, never waited for."""

from django.db import transaction

from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.payouts.placing import tell
from payments.stripe import gateway
from workers.clock import laurel_now


def note_bank_payout(*, account_id: str, bank_payout_id: str) -> None:
    """Mark what a bank payout contained. Calls Stripe: never in a transaction."""
    movements = gateway.list_balance_transactions(
        account=account_id, payout=bank_payout_id, type="payment", expand=["data.source"]
    )
    transfers = [movement["source"].get("source_transfer") for movement in movements]
    mark_banked(transfer_ids=[transfer for transfer in transfers if transfer])


@transaction.atomic
def mark_banked(*, transfer_ids: list[str]) -> None:
    """A payout is banked with the first of its transfers that reached the bank."""
    now = laurel_now()
    carried = Payout.objects.filter(legs__transfer_id__in=transfer_ids).values("pk")
    for payout in Payout.objects.filter(status=Status.TRANSFERRED, pk__in=carried).locked():
        payout.move_to(Status.BANKED)
        payout.banked_at = now
        payout.save(update_fields=["status", "banked_at"])
        tell("payout.banked", payout)
