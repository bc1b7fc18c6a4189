"""The end of a delayed payment: the payer's bank paid after all, or turned the debit away."""

from payments.simulator.act import Act
from payments.simulator.errors import StripeRefusal
from payments.simulator.resources import attempts, charges, paying
from payments.simulator.resources.debits import DEBITS, Debit
from payments.simulator.store import Document


def clear(act: Act, key: str) -> None:
    """The timer of delayed payments: what this bank account does by itself."""
    facts = act.store.hidden(key)
    if act.get("payment_intent", key, param="id")["status"] == "processing":
        end(act, key, Debit(facts.get("bounces_with"), facts.get("message", "")))


def decide(act: Act, key: str, *, is_paid: bool) -> Document:
    """The same, sooner, as the control plane will have it."""
    end(act, key, DEBITS["pays" if is_paid else "bounces"])
    return act.get("payment_intent", key, param="id")


def end(act: Act, key: str, debit: Debit) -> None:
    intent = act.get("payment_intent", key, param="id")
    if intent["status"] != "processing":
        raise StripeRefusal(f"PaymentIntent {key} is {intent['status']}, not processing.")
    charge = act.get("charge", intent["latest_charge"], param="charge")
    if debit.code:
        attempts.decline(act, intent, debit, charges.bounce(act, charge, debit))
        paying.end_of_waiting(act, intent)
        return
    attempts.succeed(act, intent, charges.clear(act, charge))
    paying.end_of_waiting(act, intent)
    charges.book_soon(act, charge["id"])
