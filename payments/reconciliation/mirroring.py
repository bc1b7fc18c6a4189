"""Copy Stripe's balance transactions, and follow what it releases from pending to available."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Min, OuterRef

from payments.ledger.accounts import account
from payments.ledger.chart import AT_STRIPE, Situation
from payments.ledger.models import Account, Transaction
from payments.ledger.posting import AlreadyPosted, Movement, credit, debit, post_many, settle_constraints
from payments.money import Money
from payments.reconciliation.models import StripeMovement
from payments.stripe import gateway

AT_ONCE = 500  # movements that are booked together, two postings each
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
    unbooked = list(waiting.filter(~Exists(released)))
    batches = [unbooked[start : start + AT_ONCE] for start in range(0, len(unbooked), AT_ONCE)]
    return sum(_book_batch(batch) for batch in batches)


def _book_batch(movements: Sequence[StripeMovement]) -> int:
    """Together; one by one where another reconciliation has booked some of them meanwhile."""
    try:
        return _book_together(movements)
    except AlreadyPosted:
        return sum(_book_release(movement) for movement in movements)


@transaction.atomic
def _book_together(movements: Sequence[StripeMovement]) -> int:
    currencies = {movement.currency for movement in movements}
    places = {currency: tuple(account(kind, currency) for kind in AT_STRIPE) for currency in currencies}
    post_many([_release(movement, *places[movement.currency]) for movement in movements])
    settle_constraints()
    return len(movements)


def _release(movement: StripeMovement, available: Account, pending: Account) -> Movement:
    net = Money(movement.net, movement.currency)
    key = f"{movement.balance_transaction_id}:available"
    return Movement(key, Situation.AVAILABLE, [debit(available, net), credit(pending, net)], source=movement.source)


def _book_release(movement: StripeMovement) -> int:
    try:
        return _book_together([movement])
    except AlreadyPosted:
        return 0
