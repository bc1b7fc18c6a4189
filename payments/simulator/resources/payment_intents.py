"""PaymentIntents: what Checkout makes by itself, and what a platform can make, confirm and cancel on its own."""

from typing import Any

from payments.simulator.act import Act
from payments.simulator.addresses import require_urls
from payments.simulator.amounts import chargeable, currency, positive
from payments.simulator.errors import CardDeclined, StripeRefusal
from payments.simulator.ids import new_id, token
from payments.simulator.metadata import merged
from payments.simulator.resources import attempts, charges, customers, payment_methods
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

COPIED = ("description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group")
UNPAID = {"requires_payment_method", "requires_confirmation", "requires_action"}

retrieve = retriever("payment_intent")
listing = lister("payment_intent", "/v1/payment_intents", "customer")


def create(act: Act) -> Document:
    """An intent to be paid; with `confirm` it is tried at once."""
    params = act.params
    if params.get("capture_method") == "manual":
        raise StripeRefusal("Only automatic capture is simulated.", param="capture_method")
    money = currency(params["currency"])
    intent = fresh(
        "payment_intent",
        id=new_id("pi"),
        created=act.at,
        amount=chargeable(positive(params["amount"]), money),
        currency=money,
    )
    if "automatic_payment_methods" in params:
        intent["automatic_payment_methods"] = {"allow_redirects": "always", **params["automatic_payment_methods"]}
    intent["client_secret"] = f"{intent['id']}_secret_{token(25)}"
    _change(act, intent, params)
    act.tell("payment_intent.created", act.save(intent))
    return _confirm(act, intent) if params.get("confirm") else intent


def update(act: Act) -> Document:
    """While it is unpaid: another amount, other words, other means."""
    intent = _unpaid(act, "updated")
    if "amount" in act.params:
        intent["amount"] = chargeable(positive(act.params["amount"]), intent["currency"])
    _change(act, intent, act.params)
    return act.save(intent)


def confirm(act: Act) -> Document:
    """Try to pay; raises CardDeclined, after which the intent waits for other means."""
    intent = _unpaid(act, "confirmed")
    _change(act, intent, act.params)
    return _confirm(act, act.save(intent))


def cancel(act: Act) -> Document:
    """Nobody can pay it any more."""
    intent = _unpaid(act, "canceled")
    reason = act.params.get("cancellation_reason")
    intent |= {"status": "canceled", "canceled_at": act.at, "cancellation_reason": reason, "next_action": None}
    act.tell("payment_intent.canceled", act.save(intent))
    return intent


def authenticate(act: Act, intent: Document, answer: str) -> None:
    """The payer's answer to 3D Secure, at the hosted page."""
    _settle(act, intent, answer)


def _unpaid(act: Act, verb: str) -> Document:
    intent = act.named("payment_intent")
    if intent["status"] not in UNPAID:
        message = f"This PaymentIntent could not be {verb} because it has a status of {intent['status']}."
        raise StripeRefusal(message, code="payment_intent_unexpected_state")
    return intent


def _change(act: Act, intent: Document, params: dict[str, Any]) -> None:
    require_urls(params, "return_url")
    intent |= {name: params[name] for name in COPIED if name in params}
    intent["metadata"] = merged(intent["metadata"], params.get("metadata"))
    if "customer" in params:
        intent["customer"] = customers.living(act, params["customer"])["id"]
    if "payment_method" in params:
        intent["payment_method"] = payment_methods.named(act, params["payment_method"])["id"]
        intent["status"] = "requires_confirmation"
    act.save(intent)
    if "return_url" in params:
        act.store.hide(intent["id"], return_url=params["return_url"])


def _confirm(act: Act, intent: Document) -> Document:
    if not intent["payment_method"]:
        message = (
            "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the "
            "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a "
            "payment method or ConfirmationToken."
        )
        raise StripeRefusal(message, code="payment_intent_unexpected_state", payment_intent=intent)
    outcome = _settle(act, intent, "")
    if outcome is attempts.Outcome.DECLINED:
        error = {**intent["last_payment_error"]}
        raise CardDeclined(
            error.pop("message"), status=402, kind=error.pop("type"), **error, payment_intent=dict(intent)
        )
    return act.get("payment_intent", intent["id"], param="id")


def _settle(act: Act, intent: Document, answer: str) -> attempts.Outcome:
    method = act.get("payment_method", intent["payment_method"], param="payment_method")
    card = payment_methods.card_behind(act, method)
    outcome = attempts.attempt(act, intent, card, authentication=answer)
    if outcome is attempts.Outcome.PAID:
        charges.book_soon(act, intent["latest_charge"])
    return outcome
