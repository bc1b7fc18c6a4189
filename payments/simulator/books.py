"""Stripe's side of the money, in double entry: a balance transaction for every movement, pending until it settles."""

from dataclasses import dataclass

from payments.simulator.act import Act
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import new_id
from payments.simulator.store import Document
from payments.simulator.templates import fresh

CATEGORIES = {
    "payment": "charge",
    "payment_refund": "refund",
    "adjustment": "other_adjustment",
    "transfer_refund": "transfer_reversal",
    "payout_failure": "payout_reversal",
    "payout_cancel": "payout_reversal",
}


@dataclass(frozen=True, slots=True)
class Movement:
    """What moves between the acting account and the world outside it; `amount` is signed from the account's side.

    `category` is Stripe's reporting category, where it says more than the kind does.
    """

    kind: str
    source: str | None
    amount: int
    currency: str
    counterpart: str
    fee: int = 0
    fee_description: str = "Stripe processing fees"
    category: str | None = None
    available_at: float | None = None
    description: str | None = None
    exchange_rate: float | None = None


def book(act: Act, movement: Movement) -> Document:
    """The movement's balance transaction; its entries sum to zero."""
    pending = movement.available_at is not None and movement.available_at > act.now
    txn = fresh(
        "balance_transaction",
        id=new_id("txn"),
        amount=movement.amount,
        fee=movement.fee,
        net=movement.amount - movement.fee,
        currency=movement.currency,
        source=movement.source,
        type=movement.kind,
        reporting_category=movement.category or CATEGORIES.get(movement.kind, movement.kind),
        description=movement.description,
        exchange_rate=movement.exchange_rate,
        created=act.at,
        available_on=int(movement.available_at if pending and movement.available_at else act.now),
        status="pending" if pending else "available",
        fee_details=_fee_details(movement),
    )
    bucket = txn["status"]
    _enter(act, txn, act.account, bucket, txn["net"])
    _enter(act, txn, "fees", "available", movement.fee)
    _enter(act, txn, movement.counterpart, "available", -movement.amount)
    if pending and movement.available_at is not None:
        act.later("settle", txn["id"], movement.available_at - act.now)
    return act.save(txn)


def settle(act: Act, key: str) -> None:
    """What was pending becomes available."""
    txn = act.get("balance_transaction", key, param="id")
    _enter(act, txn, act.account, "pending", -txn["net"])
    _enter(act, txn, act.account, "available", txn["net"])
    txn["status"] = "available"
    act.save(txn)
    if txn["net"] > 0:  # Stripe does not tell of negative movements
        act.tell("balance.available", balance(act))


def _fee_details(movement: Movement) -> list[Document]:
    if not movement.fee:
        return []
    detail = {"amount": movement.fee, "currency": movement.currency, "type": "stripe_fee"}
    return [{**detail, "application": None, "description": movement.fee_description}]


def _enter(act: Act, txn: Document, holder: str, bucket: str, amount: int) -> None:
    if amount:
        sql = "INSERT INTO entries (txn, holder, bucket, currency, amount) VALUES (?, ?, ?, ?, ?)"
        act.store.run(sql, txn["id"], holder, bucket, txn["currency"], amount)


def held(act: Act, bucket: str) -> dict[str, int]:
    """The acting account's balance by currency."""
    sql = "SELECT currency, amount FROM balances WHERE holder = ? AND bucket = ? ORDER BY currency"
    return {row["currency"]: row["amount"] for row in act.store.run(sql, act.account, bucket)}


def require_available(act: Act, amount: int, currency: str) -> None:
    """Raises StripeRefusal where the acting account has less than that available."""
    if held(act, "available").get(currency, 0) < amount:
        message = (
            "You have insufficient available funds in your Stripe account. Try adding funds directly to your available "
            "balance by creating Charges using the 4000000000000077 test card. See: "
            "https://stripe.com/docs/testing#available-balance"
        )
        raise StripeRefusal(message, code="balance_insufficient")


def balance(act: Act) -> Document:
    """Stripe's balance object; every currency ever touched stays in it."""
    buckets = {bucket: held(act, bucket) for bucket in ("available", "pending")}
    currencies = sorted({act.options.currency, *buckets["available"], *buckets["pending"]})
    shown: Document = {"object": "balance", "livemode": False}
    for bucket, amounts in buckets.items():
        shown[bucket] = [
            {"amount": amounts.get(c, 0), "currency": c, "source_types": {"card": amounts.get(c, 0)}}
            for c in currencies
        ]
    return shown
