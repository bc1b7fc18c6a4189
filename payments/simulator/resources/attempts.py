"""One attempt to pay a PaymentIntent: with a card at once, after 3D Secure, or by a bank debit that takes days."""

from enum import StrEnum

from payments.simulator.act import Act
from payments.simulator.resources import charges
from payments.simulator.resources.cards import Card
from payments.simulator.resources.debits import CLEARING_SECONDS, Debit
from payments.simulator.store import Document

Means = Card | Debit
AUTHENTICATION_FAILED = Card(
    "",
    "payment_intent_authentication_failure",
    None,
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
)


class Outcome(StrEnum):
    """What the payer sees next."""

    PAID = "paid"
    DECLINED = "declined"
    ASKS_FOR_3DS = "asks_for_3ds"
    PROCESSING = "processing"


def attempt(act: Act, intent: Document, means: Means, *, authentication: str = "") -> Outcome:
    """Try to pay. `authentication` is the payer's answer to 3D Secure: complete, fail, or none.

    What was paid is not booked yet: `charges.book_soon` follows, after whatever else Stripe tells first.
    """
    if isinstance(means, Debit):
        return _wait(act, intent, means)
    if means.asks_for_3ds and not authentication:
        return _ask(act, intent)
    refused = AUTHENTICATION_FAILED if means.asks_for_3ds and authentication != "complete" else means
    if refused.code:
        charge = None if refused is AUTHENTICATION_FAILED else charges.fail(act, intent, means)
        return decline(act, intent, refused, charge)
    return succeed(act, intent, charges.succeed(act, intent, means))


def _ask(act: Act, intent: Document) -> Outcome:
    page = f"{act.options.base_url}/3ds/{intent['id']}"
    sdk = {"type": "three_d_secure_redirect", "stripe_js": page}
    intent |= {"status": "requires_action", "next_action": {"type": "use_stripe_sdk", "use_stripe_sdk": sdk}}
    if back := act.store.hidden(intent["id"]).get("return_url"):
        intent["next_action"] = {"type": "redirect_to_url", "redirect_to_url": {"url": page, "return_url": back}}
    act.tell("payment_intent.requires_action", act.save(intent))
    return Outcome.ASKS_FOR_3DS


def _wait(act: Act, intent: Document, debit: Debit) -> Outcome:
    charge = charges.wait(act, intent, debit)
    intent |= {"status": "processing", "latest_charge": charge["id"], "payment_method": charge["payment_method"]}
    intent |= {"last_payment_error": None, "next_action": None}
    act.tell("payment_intent.processing", act.save(intent))
    act.store.hide(intent["id"], bounces_with=debit.code, message=debit.message)
    act.later("clear", intent["id"], CLEARING_SECONDS)
    return Outcome.PROCESSING


def decline(act: Act, intent: Document, refused: Means, charge: Document | None) -> Outcome:
    """Nothing was paid, and the intent waits for other means."""
    kind = "card_error" if isinstance(refused, Card) else "invalid_request_error"
    error = {"type": kind, "code": refused.code, "message": refused.message}
    if isinstance(refused, Card) and refused.decline_code:
        error["decline_code"] = refused.decline_code
    if charge:
        error["charge"] = intent["latest_charge"] = charge["id"]
    intent |= {"status": "requires_payment_method", "last_payment_error": error, "next_action": None}
    intent["payment_method"] = None
    act.tell("payment_intent.payment_failed", act.save(intent))
    return Outcome.DECLINED


def succeed(act: Act, intent: Document, charge: Document) -> Outcome:
    """Paid."""
    intent |= {
        "status": "succeeded",
        "amount_received": intent["amount"],
        "latest_charge": charge["id"],
        "payment_method": charge["payment_method"],
        "last_payment_error": None,
        "next_action": None,
    }
    act.tell("payment_intent.succeeded", act.save(intent))
    return Outcome.PAID
