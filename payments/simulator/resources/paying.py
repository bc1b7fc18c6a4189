"""An attempt to pay an open Checkout Session: its PaymentIntent, and what becomes of the session."""

from payments.simulator.act import Act
from payments.simulator.ids import new_id, token
from payments.simulator.metadata import merged
from payments.simulator.resources import charges
from payments.simulator.resources.attempts import Means, Outcome, attempt
from payments.simulator.store import Document
from payments.simulator.templates import fresh

COPIED = ("description", "receipt_email", "statement_descriptor", "statement_descriptor_suffix", "transfer_group")


def pay(act: Act, session: Document, means: Means, *, authentication: str = "") -> Outcome:
    """Try it on an open session. `authentication` is the payer's answer to 3D Secure: complete, fail, or none."""
    intent = _intent(act, session)
    outcome = attempt(act, intent, means, authentication=authentication)
    if outcome is Outcome.PAID:
        _complete(act, session, "paid")
        charges.book_soon(act, intent["latest_charge"])
    elif outcome is Outcome.PROCESSING:
        _complete(act, session, "unpaid")
    return outcome


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
        customer=session["customer"],
        metadata=merged({}, asked.get("metadata")),
        **{name: asked[name] for name in COPIED if name in asked},
    )
    intent["client_secret"] = f"{intent['id']}_secret_{token(25)}"
    session["payment_intent"] = intent["id"]
    act.save(session)
    act.tell("payment_intent.created", act.save(intent))
    act.store.hide(intent["id"], session=session["id"])
    return intent


def _complete(act: Act, session: Document, payment_status: str) -> None:
    """What the payer did is done; whether it is paid may show days later."""
    session |= {"status": "complete", "payment_status": payment_status, "url": None}
    session["customer_details"] = fresh("customer_details", email=session["customer_email"] or "payer@example.com")
    act.tell("checkout.session.completed", act.save(session))


def end_of_waiting(act: Act, intent: Document) -> None:
    """The session of a delayed payment hears what became of it."""
    if key := act.store.hidden(intent["id"]).get("session"):
        session = act.get("checkout.session", key, param="id")
        is_paid = intent["status"] == "succeeded"
        session["payment_status"] = "paid" if is_paid else "unpaid"
        act.tell(f"checkout.session.async_payment_{'succeeded' if is_paid else 'failed'}", act.save(session))
