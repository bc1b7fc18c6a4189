"""Refunds: money back to the card, wholly or in part; Stripe's fee stays with Stripe."""

from payments.simulator.act import Act
from payments.simulator.amounts import positive
from payments.simulator.books import Movement, book
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.resources import charges, disputes
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

retrieve = retriever("refund")
listing = lister("refund", "/v1/refunds", "charge", "payment_intent")


def create(act: Act) -> Document:
    """Return what was asked, at most what is left of the charge."""
    charge = _charge(act)
    left = charge["amount"] - charge["amount_refunded"]
    amount = positive(act.params.get("amount", left or charge["amount"]))
    _require(charge, amount, left)
    _require_undisputed(act, charge)
    refund = fresh(
        "refund",
        id=new_id("re"),
        created=act.at,
        amount=amount,
        currency=charge["currency"],
        charge=charge["id"],
        payment_intent=charge["payment_intent"],
        payment_method=charge["payment_method"],
        reason=act.params.get("reason"),
        metadata=merged({}, act.params.get("metadata")),
    )
    is_card = charge["payment_method_details"]["type"] == "card"
    if not is_card:
        refund["destination_details"] = {"type": "us_bank_transfer"}
    refund["balance_transaction"] = _book(act, refund, charge)
    act.tell("refund.created", act.save(refund))
    before = {"amount_refunded": charge["amount_refunded"], "refunded": charge["refunded"]}
    charge |= {"amount_refunded": charge["amount_refunded"] + amount, "refunded": amount == left}
    act.tell("charge.refunded", act.save(charge), previous=before)
    if is_card:
        _follow_up(act, refund)
    return refund


def _follow_up(act: Act, refund: Document) -> None:
    """The card network answers a little later."""
    fails = act.store.hidden(refund["charge"]).get("fails_refunds")
    act.later("fail_refund" if fails else "refund_reference", refund["id"], 0)


def _charge(act: Act) -> Document:
    params = act.params
    if "charge" in params:
        return act.get("charge", params["charge"], param="charge", status=404)
    if "payment_intent" not in params:
        message = "One of the following params should be provided for this request: payment_intent or charge."
        raise StripeRefusal(message)
    intent = act.get("payment_intent", params["payment_intent"], param="payment_intent", status=404)
    if intent["status"] != "succeeded":
        message = f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund."
        raise StripeRefusal(message, param="payment_intent")
    return act.get("charge", intent["latest_charge"], param="charge")


def _require(charge: Document, amount: int, left: int) -> None:
    if not charge["paid"]:
        raise StripeRefusal(f"Charge {charge['id']} has failed and cannot be refunded.", param="charge")
    if charge["refunded"]:
        message = f"Charge {charge['id']} has already been refunded."
        raise StripeRefusal(message, code="charge_already_refunded")
    if amount > left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        raise StripeRefusal(message, param="amount")


def _require_undisputed(act: Act, charge: Document) -> None:
    if disputes.taken(act, charge):
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise StripeRefusal(message, code="charge_disputed")


def _book(act: Act, refund: Document, charge: Document) -> str:
    """Taken from where the charge's money is, pending or available, in the currency it was booked in."""
    money, rate = charges.settlement(act, refund["currency"])
    movement = Movement(
        kind="refund",
        source=refund["id"],
        amount=-charges.converted(refund["amount"], rate),
        currency=money,
        counterpart="cards",
        available_at=charges.settles_at(act, charge),
        description="REFUND FOR CHARGE",
        exchange_rate=float(rate) if money != refund["currency"] else None,
    )
    return str(book(act, movement)["id"])


def show_reference(act: Act, key: str) -> None:
    """The card network's reference for the refund arrives: refund.updated."""
    refund = act.get("refund", key, param="id")
    card = refund["destination_details"]["card"]
    before = {"destination_details": {"card": {"reference_status": card["reference_status"]}}}
    card |= {"reference_status": "available", "reference": "5674738829"}
    act.tell("refund.updated", act.save(refund), previous=before)


def fail(act: Act, key: str) -> None:
    """The card's bank would not take the money: it is back in the balance, and the charge is as if never refunded."""
    refund = act.get("refund", key, param="id")
    if refund["status"] != "succeeded":
        raise StripeRefusal(f"Refund {key} is {refund['status']}.")
    charge = act.get("charge", refund["charge"], param="charge")
    money, rate = charges.settlement(act, refund["currency"])
    amount = charges.converted(refund["amount"], rate)
    back = book(act, Movement("refund_failure", key, amount, money, "cards", description="REFUND FAILURE"))
    refund |= {"status": "failed", "failure_reason": "unknown", "failure_balance_transaction": back["id"]}
    charge |= {"amount_refunded": charge["amount_refunded"] - refund["amount"], "refunded": False}
    act.save(charge)
    for name in ("refund.updated", "refund.failed"):
        act.tell(name, act.save(refund), previous={"status": "succeeded"})
