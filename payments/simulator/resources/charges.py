"""Charges: money from a card, less Stripe's fee, into the platform's balance."""

from decimal import ROUND_HALF_UP, Decimal

from payments.simulator.act import Act
from payments.simulator.amounts import stripe_fee
from payments.simulator.books import Movement, book
from payments.simulator.ids import new_id
from payments.simulator.resources.cards import Card
from payments.simulator.resources.debits import Debit
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

retrieve = retriever("charge")
listing = lister("charge", "/v1/charges", "customer", "payment_intent", "transfer_group")
LASTING = ("available_at_once", "fails_refunds", "disputed_as", "is_inquiry")  # what a card does after it paid
COPIED = ("amount", "currency", "customer", "description", "metadata", "receipt_email", "transfer_group")


def _charge(act: Act, intent: Document, means: Card | Debit) -> Document:
    charge = fresh(
        "charge",
        id=new_id("ch" if isinstance(means, Card) else "py"),
        created=act.at,
        payment_intent=intent["id"],
        payment_method=intent["payment_method"] or new_id("pm"),
        **{name: intent[name] for name in COPIED},
    )
    charge["payment_method_details"] = means.describe(charge["payment_method_details"], charge["currency"])
    charge["receipt_url"] = f"{act.options.base_url}/receipts/{charge['id']}"
    return charge


def succeed(act: Act, intent: Document, card: Card) -> Document:
    """A paid charge; its balance transaction comes later (book_soon), as with Stripe's asynchronous capture."""
    charge = _charge(act, intent, card)
    charge["amount_captured"] = charge["amount"]
    act.tell("charge.succeeded", act.save(charge))
    act.store.hide(charge["id"], **{name: getattr(card, name) for name in LASTING})
    return charge


def fail(act: Act, intent: Document, card: Card) -> Document:
    """A charge that the card's bank declined: no money moved."""
    charge = _charge(act, intent, card)
    charge |= {"paid": False, "captured": False, "status": "failed", "receipt_url": None}
    charge |= {"failure_code": card.code, "failure_message": card.message}
    charge["outcome"] |= {
        "network_status": "declined_by_network",
        "reason": card.decline_code or card.code,
        "seller_message": "The bank did not return any further details with this decline.",
        "type": "issuer_declined",
    }
    act.tell("charge.failed", act.save(charge))
    return charge


def wait(act: Act, intent: Document, debit: Debit) -> Document:
    """A charge whose money is on its way from a bank account, for days."""
    charge = _charge(act, intent, debit)
    charge |= {"paid": False, "status": "pending", "amount_captured": charge["amount"]}
    act.tell("charge.pending", act.save(charge))
    return charge


def clear(act: Act, charge: Document) -> Document:
    """The bank account paid."""
    charge |= {"paid": True, "status": "succeeded"}
    act.tell("charge.succeeded", act.save(charge))
    return charge


def bounce(act: Act, charge: Document, debit: Debit) -> Document:
    """The bank account turned the debit away: no money moved."""
    charge |= {"status": "failed", "failure_code": debit.code, "failure_message": debit.message, "receipt_url": None}
    act.tell("charge.failed", act.save(charge))
    return charge


def book_soon(act: Act, key: str) -> None:
    """Stripe attaches the balance transaction some time after the charge succeeded, and says charge.updated."""
    if act.options.booking_seconds:
        act.later("book", key, act.options.booking_seconds)
    else:
        book_now(act, key)


def book_now(act: Act, key: str) -> None:
    """Into the balance, in the charge's currency unless the platform settles that one in another (control.py)."""
    charge = act.get("charge", key, param="id")
    facts = act.store.hidden(key)
    money, rate = settlement(act, charge["currency"])
    gross = converted(charge["amount"], rate)
    movement = Movement(
        kind="payment" if charge["id"].startswith("py_") else "charge",
        source=key,
        amount=gross,
        currency=money,
        counterpart="cards",
        fee=stripe_fee(gross),
        available_at=act.now + (0 if facts.get("available_at_once") else act.options.settle_seconds),
        description=charge["description"],
        exchange_rate=float(rate) if money != charge["currency"] else None,
    )
    charge["balance_transaction"] = book(act, movement)["id"]
    act.tell("charge.updated", act.save(charge), previous={"balance_transaction": None})
    if facts.get("disputed_as"):
        act.later("dispute", key, 0)


def settles_at(act: Act, charge: Document) -> float | None:
    """When the charge's money becomes available: what is taken from it sooner is taken from what is pending."""
    origin = act.store.look_up(charge["balance_transaction"] or "")
    if origin is None:
        return act.now + act.options.booking_seconds + act.options.settle_seconds + 1
    return float(origin["available_on"]) + 1 if origin["status"] == "pending" else None


def settlement(act: Act, currency: str) -> tuple[str, Decimal]:
    """The currency that payments in this one are booked in, and the rate of exchange."""
    money, _, rate = act.store.setting(f"settles:{currency}", f"{currency} 1").partition(" ")
    return money, Decimal(rate)


def converted(amount: int, rate: Decimal) -> int:
    """Minor units at that rate, rounded half up."""
    return int((amount * rate).quantize(Decimal(1), ROUND_HALF_UP))
