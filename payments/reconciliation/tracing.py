"""From any id to everything about its purse: charges, postings, transfers, refunds, Stripe's movements, events."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from payments.ledger.models import Transaction
from payments.ledger.statements import Statement, statement
from payments.payouts.models import Payout
from payments.purses.models import Contribution, Purse, Refund
from payments.reconciliation.models import StripeMovement
from payments.stripe.models import InboxEvent
from workers.models import Event

# Where an id may be found, each path leading from a purse. The first by UUID, the second by text.
BY_UUID = ["pk", "contributions", "contributions__refunds", "payouts", "payouts__legs"]
BY_TEXT = [
    "reference",
    "payouts__award_reference",
    "contributions__session_id",
    "contributions__payment_intent_id",
    "contributions__charge_id",
    "contributions__refunds__refund_id",
    "payouts__legs__transfer_id",
]


@dataclass(frozen=True, slots=True)
class Trace:
    """One purse and all that belongs to it."""

    purse: Purse
    figures: Statement
    contributions: QuerySet[Contribution]
    payouts: QuerySet[Payout]
    refunds: QuerySet[Refund]
    transactions: QuerySet[Transaction]
    movements: QuerySet[StripeMovement]
    news: QuerySet[InboxEvent]
    events: QuerySet[Event]


def trace(wanted: str) -> Trace | None:
    """Everything about the purse that this id leads to: a challenge's, an award's, any row's or Stripe object's."""
    purse = _purse_of(wanted)
    if purse is None:
        return None
    transactions = Transaction.objects.filter(purse=purse.reference)
    objects = list(transactions.exclude(source="").values_list("source", flat=True).distinct())
    pages = list(purse.contributions.exclude(session_id=None).values_list("session_id", flat=True))
    return Trace(
        purse=purse,
        figures=statement(purse.reference, purse.currency),
        contributions=purse.contributions.order_by("created_at"),
        payouts=purse.payouts.prefetch_related("legs__attempts").order_by("created_at"),
        refunds=Refund.objects.of_purse(purse.reference).order_by("created_at"),
        transactions=transactions.prefetch_related("postings__account").order_by("occurred_at", "id"),
        movements=StripeMovement.objects.filter(source__in=objects).order_by("created", "-net"),
        news=InboxEvent.objects.filter(object_id__in=[*objects, *pages]).order_by("created"),
        events=Event.objects.filter(root=purse.reference).order_by("at", "id"),
    )


def _purse_of(wanted: str) -> Purse | None:
    """One indexed look per place; all places in one query would be read whole."""
    uuid = _uuid(wanted)
    places = [{path: wanted} for path in BY_TEXT] + [{path: uuid} for path in BY_UUID if uuid]
    looks = (Purse.objects.filter(**place).first() for place in places)
    return next((purse for purse in looks if purse), None) or _purse_of_source(wanted)


def _purse_of_source(wanted: str) -> Purse | None:
    """By a balance transaction, or one of Stripe's events."""
    sources = [
        *StripeMovement.objects.filter(pk=wanted).values_list("source", flat=True),
        *InboxEvent.objects.filter(pk=wanted).values_list("object_id", flat=True),
    ]
    return next((purse for source in sources if source and (purse := _purse_of(source))), None)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def figures_of(figures: Statement) -> dict[str, Any]:
    """A purse's figures as plain minor units."""
    return {name: getattr(figures, name).amount for name in Statement.__slots__}
