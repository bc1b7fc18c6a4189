"""Copy Stripe's balance transactions, and follow what it releases from pending to available."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.models import Transaction
from payments.ledger.posting import AlreadyPosted, credit, debit, post, settle_constraints
from payments.money import Money
from payments.reconciliation.models import StripeMovement
from payments.stripe import gateway

OVERLAP = timedelta(minutes=10)  # Stripe's list may lag, and its clock is not ours


def mirror() -> int:
    """Fetch what is new, and what was pending; return how many movements were seen. Calls Stripe."""
    since = _since()
    params: dict[str, Any] = {"created": {"gte": int(since.timestamp())}} if since else {}
    return _keep(gateway.list_balance_transactions(**params))


def _since() -> datetime | None:
    """From the oldest that is still pending, or shortly before the newest."""
    pending = StripeMovement.objects.filter(status="pending").aggregate(at=Min("created"))["at"]
    newest = StripeMovement.objects.order_by("-created").values_list("created", flat=True).first()
    return min(at for at in (pending, newest) if at) - OVERLAP if newest else None


def _keep(told: Iterable[dict[str, Any]]) -> int:
    rows = [_movement(row) for row in told]
    StripeMovement.objects.bulk_create(
        rows,
        batch_size=1_000,
        update_conflicts=True,
        unique_fields=["balance_transaction_id"],
        update_fields=["status", "available_on"],
    )
    return len(rows)


def _movement(told: dict[str, Any]) -> StripeMovement:
    return StripeMovement(
        balance_transaction_id=told["id"],
        created=datetime.fromtimestamp(told["created"], UTC),
        available_on=datetime.fromtimestamp(told["available_on"], UTC),
        currency=told["currency"],
        gross=told["amount"],
        fee=told["fee"],
        net=told["net"],
        reporting_category=told["reporting_category"],
        source=told["source"] or "",
        status=told["status"],
        exchange_rate=told.get("exchange_rate"),
    )


def book_releases() -> int:
    """Move to the available balance what Stripe released, once its own movement is booked; return how many."""
    booked = Transaction.objects.filter(source=OuterRef("source")).exclude(situation=Situation.AVAILABLE)
    released = Transaction.objects.filter(source=OuterRef("source"), situation=Situation.AVAILABLE)
    waiting = StripeMovement.objects.filter(Exists(booked), status="available").exclude(net=0)
    return sum(_book_release(movement) for movement in waiting.filter(~Exists(released)))


@transaction.atomic
def _book_release(movement: StripeMovement) -> bool:
    net = Money(movement.net, movement.currency)
    try:
        post(
            effect_key=f"{movement.balance_transaction_id}:available",
            situation=Situation.AVAILABLE,
            source=movement.source,
            lines=[
                debit(account(Kind.STRIPE_BALANCE, movement.currency), net),
                credit(account(Kind.STRIPE_PENDING, movement.currency), net),
            ],
        )
    except AlreadyPosted:
        return False
    settle_constraints()
    return True
