"""From any id to the purse it belongs to, or to the objects of Stripe's that belong to none."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from payments.ledger.models import Transaction
from payments.payees.models import Payee
from payments.purses.models import Purse
from payments.reconciliation.models import Discrepancy, Remedy, StripeMovement
from payments.stripe.models import InboxEvent
from workers.models import Event

# Where an id may be found, each path leading from a purse. The first by UUID, the second by text.
BY_UUID = [
    *("pk", "contributions", "contributions__refunds", "contributions__disputes"),
    *("payouts", "payouts__legs", "payouts__legs__attempts", "payouts__reversals", "payouts__reversals__legs"),
]
BY_TEXT = [
    "reference",
    "payouts__award_reference",
    "contributions__session_id",
    "contributions__payment_intent_id",
    "contributions__charge_id",
    "contributions__refunds__refund_id",
    "contributions__disputes__dispute_id",
    "payouts__legs__transfer_id",
    "payouts__reversals__legs__stripe_id",
]
KINDS = (
    "a challenge, award, purse, contribution, payout, its leg, attempt or reversal, refund, dispute, exception, remedy,"
    " ledger transaction, effect key or event of ours; or Stripe's ch_, pi_, cs_, tr_, trr_, re_, dp_, du_, po_, tu_,"
    " evt_, txn_ or acct_"
)


def purse_of(wanted: str) -> Purse | None:
    """The purse that an id leads to, directly or by what it is about."""
    found = _purse_of_object(wanted)
    if found:
        return found
    sources = [source for source in sources_of(wanted) if source != wanted]
    return next((purse for source in sources if (purse := _purse_of_object(source))), None) or _purse_by_booking(wanted)


def sources_of(wanted: str) -> list[str]:
    """The objects that an id is about: a balance transaction's source, an event's object, an exception's subject."""
    uuid = uuid_of(wanted)
    found = [
        wanted,
        *StripeMovement.objects.filter(pk=wanted).values_list("source", flat=True),
        *InboxEvent.objects.filter(pk=wanted).values_list("object_id", flat=True),
        *Transaction.objects.filter(effect_key=wanted).values_list("source", flat=True),
        *(_of_uuid(uuid) if uuid else []),
    ]
    return list(dict.fromkeys(source for source in found if source))


def payouts_of_account(wanted: str) -> Payee | None:
    """Whose account at Stripe this is."""
    return Payee.objects.filter(account_id=wanted).select_related("user").first()


def uuid_of(text: str) -> UUID | None:
    """The text as a UUID, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _of_uuid(uuid: UUID) -> list[str]:
    rows: list[QuerySet[Any, str]] = [
        Transaction.objects.filter(pk=uuid).values_list("source", flat=True),
        Event.objects.filter(pk=uuid).values_list("root", flat=True),
        Event.objects.filter(pk=uuid).values_list("subject_id", flat=True),
        Discrepancy.objects.filter(pk=uuid).values_list("subject", flat=True),
        Remedy.objects.filter(pk=uuid).values_list("discrepancy__subject", flat=True),
    ]
    return [source for found in rows for source in found]


def _purse_of_object(wanted: str) -> Purse | None:
    """One indexed look per place; all places in one query would be read whole."""
    uuid = uuid_of(wanted)
    places = [{path: wanted} for path in BY_TEXT] + [{path: uuid} for path in BY_UUID if uuid]
    looks = (Purse.objects.filter(**place).first() for place in places)
    return next((purse for purse in looks if purse), None)


def _purse_by_booking(wanted: str) -> Purse | None:
    """By what the ledger says whose money it was."""
    uuid = uuid_of(wanted)
    looks: list[dict[str, Any]] = [{"effect_key": wanted}, *({"source": source} for source in sources_of(wanted))]
    looks += [{"pk": uuid}] if uuid else []
    references = (
        Transaction.objects.filter(**look).exclude(purse="").values_list("purse", flat=True).first() for look in looks
    )
    found = next((reference for reference in references if reference), None)
    return Purse.objects.filter(reference=found).first() if found else None
