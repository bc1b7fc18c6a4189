"""What each of Stripe's events makes us look at. An event only says where to look: the object is fetched again, and
moves what we know forward only, so that order, repeats and delay do not matter."""

from collections.abc import Callable

from payments.disputes import settling as disputing
from payments.payees import refreshing
from payments.payouts import banking, transferring
from payments.purses import returning, settling
from payments.stripe import gateway, inbox
from payments.stripe.models import InboxEvent


def _account(event: InboxEvent) -> None:
    refreshing.refresh(account_id=event.account or event.object_id)


def _transfer(event: InboxEvent) -> None:
    transferring.recognise(transfer_id=event.object_id)


def _bank_payout(event: InboxEvent) -> None:
    if event.account:
        banking.note_bank_payout(account_id=event.account, bank_payout_id=event.object_id)


def _checkout(event: InboxEvent) -> None:
    settling.settle_checkout(gateway.retrieve_checkout_session(event.object_id))


def _charge(event: InboxEvent) -> None:
    """Stripe may book a charge only after its page was paid."""
    charge = gateway.retrieve_charge(event.object_id)
    contribution = charge["metadata"].get("contribution")
    if contribution and charge["paid"] and charge["balance_transaction"]:
        settling.settle_charge(contribution_id=contribution, charge=charge)


def _refund(event: InboxEvent) -> None:
    returning.settle(gateway.retrieve_refund(event.object_id))


def _dispute(event: InboxEvent) -> None:
    disputing.look(dispute_id=event.object_id)


DISPATCH: dict[str, Callable[[InboxEvent], None]] = {
    "account.updated": _account,
    "account.application.deauthorized": _account,
    "capability.updated": _account,
    "charge.dispute.closed": _dispute,
    "charge.dispute.created": _dispute,
    "charge.dispute.funds_reinstated": _dispute,
    "charge.dispute.funds_withdrawn": _dispute,
    "charge.dispute.updated": _dispute,
    "charge.succeeded": _charge,
    "charge.updated": _charge,
    "checkout.session.async_payment_failed": _checkout,
    "checkout.session.async_payment_succeeded": _checkout,
    "checkout.session.completed": _checkout,
    "checkout.session.expired": _checkout,
    "payout.canceled": _bank_payout,
    "payout.failed": _bank_payout,
    "payout.paid": _bank_payout,
    "refund.failed": _refund,
    "refund.updated": _refund,
    "transfer.created": _transfer,
    "transfer.updated": _transfer,
}


def dispatch(*, event_id: str) -> None:
    """Do what an event of Stripe's asks for; one that asks for nothing is handled by being kept. Calls Stripe."""
    event = InboxEvent.objects.get(pk=event_id)
    look = DISPATCH.get(event.type)
    if look:
        look(event)
    inbox.mark_handled(event_id)
