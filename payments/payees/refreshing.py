"""Learn from Stripe what an account may do now: its events only say when to ask."""

from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction
from django.db.models import Q

from payments.payees.models import Payee
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable
from workers.clock import laurel_now
from workers.events import emit

log = structlog.get_logger()
LOST = {gateway.ACCOUNT_LOST, "resource_missing"}  # Stripe's codes for an account that is not ours any more
ASKED_AT_ONCE = 20  # waiting payees that one round asks about


def refresh(*, account_id: str) -> None:
    """Ask Stripe about an account and keep the answer. Calls Stripe; an account that is not ours is left alone."""
    payee = Payee.objects.filter(account_id=account_id).first()
    if payee is None:
        return
    asked_at = laurel_now()
    try:
        record(payee_id=payee.pk, account=gateway.retrieve_account(account_id), asked_at=asked_at)
    except StripeRefused as error:
        if error.code not in LOST:
            raise
        record_loss(payee_id=payee.pk, account_id=account_id)


@transaction.atomic
def record_loss(*, payee_id: UUID, account_id: str) -> None:
    """The account is out of our reach: its owner ended the connection. What waits for them waits until they return."""
    payee = Payee.objects.select_for_update(no_key=True).get(pk=payee_id)
    if payee.account_id != account_id or payee.status == Payee.Status.DISCONNECTED:
        return
    payee.status, payee.transfers, payee.payouts_enabled = Payee.Status.DISCONNECTED, "inactive", False
    payee.refreshed_at = laurel_now()
    payee.save(update_fields=["status", "transfers", "payouts_enabled", "refreshed_at"])
    emit("payee.updated", subject=payee, payload={"status": payee.status})


def refresh_waiting() -> None:
    """Ask about those who wait longest: Stripe lists no events of connected accounts, so a lost webhook is made up.

    Who was asked about in vain waits at the end again, so that nobody stays before all others for ever.
    """
    for payee in Payee.objects.waiting()[:ASKED_AT_ONCE]:
        asked_at = laurel_now()
        try:
            refresh(account_id=str(payee.account_id))
        except StripeRefused as error:
            log.warning("payee_refresh_refused", payee=str(payee.pk), reason=error.code)
            _note_asking(payee, asked_at)
        except StripeUnavailable as error:
            log.warning("payee_refresh_failed", payee=str(payee.pk), reason=str(error))
            _note_asking(payee, asked_at)
            return


def _note_asking(payee: Payee, asked_at: datetime) -> None:
    known_before = Q(refreshed_at=None) | Q(refreshed_at__lt=asked_at)
    Payee.objects.filter(known_before, pk=payee.pk).update(refreshed_at=asked_at)


@transaction.atomic
def record(*, payee_id: UUID, account: dict[str, Any], asked_at: datetime) -> None:
    """Keep what Stripe answered, unless something asked later is kept already; tells `payee.updated` on a change."""
    payee = Payee.objects.select_for_update(no_key=True).get(pk=payee_id)
    if payee.refreshed_at and payee.refreshed_at > asked_at:
        return
    before = _told(payee)
    payee.transfers = account["capabilities"].get("transfers", "inactive")
    payee.requirements = account["requirements"] or {}
    payee.country, payee.payouts_enabled = account["country"], account["payouts_enabled"]
    payee.status = _status_of(payee)
    _note_banks(payee, account, asked_at)
    payee.refreshed_at = asked_at
    payee.save()
    if before != _told(payee):
        emit("payee.updated", subject=payee, payload={"status": payee.status})


def _told(payee: Payee) -> tuple[Any, ...]:
    """What others must hear of when it changes."""
    return payee.status, payee.country, payee.payouts_enabled, payee.requirements, payee.fingerprints


def _note_banks(payee: Payee, account: dict[str, Any], asked_at: datetime) -> None:
    """A first bank account is no change; another one is, because whoever stole an account would begin there.

    An answer without any leaves what is known: the next that has one is compared with that.
    """
    listed = (account.get("external_accounts") or {"data": []})["data"]
    banks = sorted(bank["id"] for bank in listed)
    if banks and payee.banks and banks != payee.banks:
        payee.bank_changed_at = asked_at
    payee.banks = banks or payee.banks
    payee.fingerprints = (
        sorted({bank["fingerprint"] for bank in listed if bank.get("fingerprint")}) or payee.fingerprints
    )


def _status_of(payee: Payee) -> Payee.Status:
    if payee.transfers == "active":
        return Payee.Status.PAYABLE
    if (payee.requirements.get("disabled_reason") or "").startswith("rejected"):
        return Payee.Status.REJECTED
    return Payee.Status.ONBOARDING
