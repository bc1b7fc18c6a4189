"""An attempt to pay an open Checkout Session: the PaymentIntent, its charge, and the money's way into the balance."""

from enum import StrEnum

from payments.simulator.act import Act
from payments.simulator.ids import new_id, token
from payments.simulator.metadata import merged
from payments.simulator.resources import charges
from payments.simulator.resources.cards import Card
from payments.simulator.store import Document
from payments.simulator.templates import fresh

AUTHENTICATION_FAILED = Card(
    "",
    "payment_intent_authentication_failure",
    None,
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
)
COPIED = ("description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group")


class Outcome(StrEnum):
    """What the payer sees next."""

    PAID = "paid"
    DECLINED = "declined"
    ASKS_FOR_3DS = "asks_for_3ds"


def pay(act: Act, session: Document, card: Card, *, authentication: str = "") -> Outcome:
    """Try the card on an open session. `authentication` is the payer's answer to 3D Secure: complete, fail, or none."""
    intent = _intent(act, session)
    if card.asks_for_3ds and not authentication:
        _ask(act, intent)
        return Outcome.ASKS_FOR_3DS
    refused = AUTHENTICATION_FAILED if card.asks_for_3ds and authentication != "complete" else card
    if refused.code:
        _decline(act, intent, card, refused)
        return Outcome.DECLINED
    _succeed(act, session, intent, card)
    return Outcome.PAID


def _intent(act: Act, session: Document) -> Document:
    if session["payment_intent"]:
        return act.get("payment_intent", session["payment_intent"], param="payment_intent")
    asked = act.store.hidden(session["id"])["intent"]
    intent = fresh(
        "payment_intent",
        id=new_id("pi"),
        created=act.at,
        amount=session["amount_total"],
        currency=session["currency"],
        metadata=merged({}, asked.get("metadata")),
        **{name: asked[name] for name in COPIED if name in asked},
    )
    intent["client_secret"] = f"{intent['id']}_secret_{token(25)}"
    session["payment_intent"] = intent["id"]
    act.save(session)
    act.tell("payment_intent.created", act.save(intent))
    return intent


def _ask(act: Act, intent: Document) -> None:
    sdk = {"type": "three_d_secure_redirect", "stripe_js": f"{act.options.base_url}/3ds/{intent['id']}"}
    intent |= {"status": "requires_action", "next_action": {"type": "use_stripe_sdk", "use_stripe_sdk": sdk}}
    act.tell("payment_intent.requires_action", act.save(intent))


def _decline(act: Act, intent: Document, card: Card, refused: Card) -> None:
    charge = None if refused is AUTHENTICATION_FAILED else charges.fail(act, intent, card)
    error = {"type": "card_error", "code": refused.code, "message": refused.message}
    error |= {"decline_code": refused.decline_code} if refused.decline_code else {}
    error |= {"charge": charge["id"]} if charge else {}
    intent |= {"status": "requires_payment_method", "last_payment_error": error, "next_action": None}
    intent["latest_charge"] = charge["id"] if charge else intent["latest_charge"]
    act.tell("payment_intent.payment_failed", act.save(intent))


def _succeed(act: Act, session: Document, intent: Document, card: Card) -> None:
    charge = charges.succeed(act, intent, card)
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "payment_method": charge["payment_method"],
        "last_payment_error": None,
        "next_action": None,
    }
    act.tell("payment_intent.succeeded", act.save(intent))
    session |= {"status": "complete", "payment_status": "paid", "url": None}
    session["customer_details"] = fresh("customer_details", email=session["customer_email"] or "payer@example.com")
    act.tell("checkout.session.completed", act.save(session))
    charges.book_soon(act, charge, card)
