"""Learn what became of a payee's money between their account at Stripe and their bank: shown, never waited for.

What the bank sends back is the payee's still, in their account at Stripe, which pays it out again by itself once they
have put their bank details right. So a returned payout is never paid again by us, and no ledger line moves.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import transaction

from payments.payees.models import Payee
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.payouts.placing import tell
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.clock import laurel_now

log = structlog.get_logger()

SENT_BACK = {"failed", "canceled"}
BOUNCED = {"payout_failure", "payout_cancel"}  # movements by which a bank payout came back
LOOKED_FOR_DAYS = 30  # a bank that sends money back does it within days
LOOKED_AT_EVERY = timedelta(hours=1)
ASKED_AT_ONCE = 20  # payees that one round asks about
KNOWN_BY_STATUS = [Status.BANKED, Status.RETURNED]
MOST_RETURNS = 10  # bank payouts in a row that failed and were followed by the next one


def look_at_banks() -> None:
    """Ask about those whom nobody has asked about for an hour: news of connected accounts is on no list of Stripe's."""
    since = laurel_now() - timedelta(days=LOOKED_FOR_DAYS)
    for payee in Payee.objects.paid_since(since).not_looked_at_since(laurel_now() - LOOKED_AT_EVERY)[:ASKED_AT_ONCE]:
        try:
            look_at_bank(payee=payee, since=since)
        except StripeUnavailable as error:
            log.warning("bank_payouts_unread", reason=str(error))
            return
        except StripeRefused as error:
            log.warning("bank_payouts_refused", payee=str(payee.pk), reason=error.code)
        Payee.objects.filter(pk=payee.pk).update(bank_looked_at=laurel_now())


def look_at_bank(*, payee: Payee, since: datetime) -> None:
    """Read a payee's bank payouts, oldest first, and note what we had not heard of. Calls Stripe."""
    account_id = str(payee.account_id)
    made = list(gateway.list_connected_payouts(account=account_id, created={"gte": int(since.timestamp())}))
    known = set(payee.payouts.filter(status__in=KNOWN_BY_STATUS).values_list("bank_payout_id", "status"))
    for bank_payout in reversed(made):
        expected = Status.BANKED if bank_payout["status"] == "paid" else Status.RETURNED
        if (bank_payout["id"], expected) not in known:
            note_bank_payout(account_id=account_id, bank_payout_id=bank_payout["id"])


def note_bank_payout(*, account_id: str, bank_payout_id: str) -> None:
    """Keep what became of what a bank payout contained, as it is now. Calls Stripe: never in a transaction."""
    made = gateway.retrieve_connected_payout(bank_payout_id, account=account_id)
    if made["status"] == "paid":
        mark_banked(transfer_ids=_contents(account_id, bank_payout_id), bank_payout_id=bank_payout_id)
    elif made["status"] in SENT_BACK:
        transfers = _contents(account_id, bank_payout_id)
        mark_returned(transfer_ids=transfers, bank_payout_id=bank_payout_id, code=made.get("failure_code") or "")


def _contents(account_id: str, bank_payout_id: str) -> list[str]:
    """The transfers that a bank payout carried, at first or after earlier ones came back."""
    transfers, wanted, seen = [], [bank_payout_id], set[str]()
    while wanted and len(seen) < MOST_RETURNS:
        seen.add(current := wanted.pop())
        for movement in gateway.list_balance_transactions(account=account_id, payout=current, expand=["data.source"]):
            source: dict[str, Any] = movement["source"] or {}
            if movement["type"] == "payment" and source.get("source_transfer"):
                transfers.append(source["source_transfer"])
            elif movement["type"] in BOUNCED and source.get("id") not in seen:
                wanted.append(source["id"])
    return transfers


@transaction.atomic
def mark_banked(*, transfer_ids: list[str], bank_payout_id: str = "") -> None:
    """A payout is banked with the first of its transfers that reached the bank."""
    now = laurel_now()
    for payout in _carried(transfer_ids, Status.TRANSFERRED, Status.RETURNED):
        if payout.status == Status.RETURNED and payout.bank_payout_id == bank_payout_id:
            continue  # this very one came back
        payout.move_to(Status.BANKED)
        payout.banked_at, payout.bank_payout_id = now, bank_payout_id
        payout.save(update_fields=["status", "banked_at", "bank_payout_id"])
        tell("payout.banked", payout)


@transaction.atomic
def mark_returned(*, transfer_ids: list[str], bank_payout_id: str, code: str = "") -> None:
    """The bank sent it back; news of a bank payout that a later one has overtaken changes nothing."""
    for payout in _carried(transfer_ids, Status.TRANSFERRED, Status.BANKED):
        if payout.bank_payout_id not in ("", bank_payout_id):
            continue
        payout.move_to(Status.RETURNED)
        payout.bank_payout_id = bank_payout_id
        payout.save(update_fields=["status", "bank_payout_id"])
        tell("payout.returned", payout, code=code)


def _carried(transfer_ids: list[str], *statuses: Status) -> list[Payout]:
    carried = Payout.objects.filter(legs__transfer_id__in=transfer_ids).values("pk")
    return list(Payout.objects.filter(status__in=statuses, pk__in=carried).locked())
