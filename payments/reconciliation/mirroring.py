"""Copy Stripe's balance transactions, and follow what it releases from pending to available."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, Min, OuterRef, Q, Value
from django.db.models.functions import Coalesce, NullIf

from payments.ledger.accounts import account
from payments.ledger.chart import AT_STRIPE, Situation
from payments.ledger.models import Account, Transaction
from payments.ledger.posting import AlreadyPosted, Movement, credit, debit, post_many, settle_constraints
from payments.money import Money
from payments.reconciliation.models import StripeMovement
from payments.reconciliation.models.movements import CAME_BACK
from payments.stripe import gateway

AT_ONCE = 500  # movements that are booked together, two postings each
BATCH = 1_000
UNNAMED = "-"  # Stripe was asked, and names no transfer
NOT_PENDING = [Situation.AVAILABLE, Situation.WITHDRAWN]  # releases themselves, and what left the available balance
OVERLAP = timedelta(minutes=10)  # Stripe's list may lag, and its clock is not ours


def mirror(*, overlap: timedelta = OVERLAP, seen: Callable[[int], None] | None = None) -> None:
    """Fetch what is new, and what was pending. Calls Stripe.

    Page by page, so that memory stays flat however many there are; `seen` hears how many there were after each batch.
    """
    since = _since(overlap)
    params: dict[str, Any] = {"created": {"gte": int(since.timestamp())}} if since else {}
    told, count = iter(gateway.list_balance_transactions(**params)), 0
    while batch := list(islice(told, BATCH)):
        _keep(batch)
        count += len(batch)
        if seen:
            seen(count)
    _name_parents()


def _since(overlap: timedelta) -> datetime | None:
    """From the oldest that is still pending, or shortly before the newest."""
    pending = StripeMovement.objects.filter(status="pending").aggregate(at=Min("created"))["at"]
    newest = StripeMovement.objects.aggregate(at=Max("created"))["at"]
    return min(at for at in (pending, newest) if at) - overlap if newest else None


def _keep(told: list[dict[str, Any]]) -> None:
    StripeMovement.objects.bulk_create(
        [_movement(row) for row in told],
        update_conflicts=True,
        unique_fields=["balance_transaction_id"],
        update_fields=["status", "available_on"],
    )


def _name_parents() -> None:
    """Stripe finds a reversal only through its transfer, and its movement names the reversal alone: so it is asked."""
    for movement in StripeMovement.objects.filter(reporting_category__in=CAME_BACK, parent="").exclude(source=""):
        made = gateway.retrieve_balance_transaction(movement.pk)["source"]
        parent = made.get("transfer") if isinstance(made, dict) else None
        StripeMovement.objects.filter(pk=movement.pk).update(parent=parent or UNNAMED)


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


def book_releases() -> None:
    """Move to the available balance what Stripe released, once its own movement is booked."""
    its_object = Coalesce(NullIf(OuterRef("source"), Value("")), OuterRef("pk"))
    booked = Transaction.objects.filter(source=its_object).exclude(Q(source="") | Q(situation__in=NOT_PENDING))
    waiting = StripeMovement.objects.filter(Exists(booked), status="available", is_released=False).exclude(net=0)
    while batch := list(waiting[:AT_ONCE]):
        _book_batch(batch)


def _book_batch(movements: Sequence[StripeMovement]) -> None:
    """Together; one by one where another reconciliation has booked some of them meanwhile."""
    try:
        _book_together(movements)
    except AlreadyPosted:
        for movement in movements:
            _book_release(movement)


@transaction.atomic
def _book_together(movements: Sequence[StripeMovement]) -> None:
    currencies = {movement.currency for movement in movements}
    places = {currency: tuple(account(kind, currency) for kind in AT_STRIPE) for currency in currencies}
    StripeMovement.objects.filter(pk__in=[movement.pk for movement in movements]).update(is_released=True)
    post_many([_release(movement, *places[movement.currency]) for movement in movements])
    settle_constraints()


def _release(movement: StripeMovement, available: Account, pending: Account) -> Movement:
    net = Money(movement.net, movement.currency)
    key = f"{movement.balance_transaction_id}:available"
    lines = [debit(available, net), credit(pending, net)]
    return Movement(key, Situation.AVAILABLE, lines, source=movement.source or movement.pk)


def _book_release(movement: StripeMovement) -> None:
    try:
        _book_together([movement])
    except AlreadyPosted:
        StripeMovement.objects.filter(pk=movement.pk).update(is_released=True)  # so that it waits no more
