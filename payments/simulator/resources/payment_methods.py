"""Payment methods: a card that can be charged, by number, by test token, or by one of Stripe's `pm_card_...` names."""

from payments.simulator.act import Act
from payments.simulator.errors import StripeRefusal, missing_param
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.resources import customers
from payments.simulator.resources.cards import NAMED, Card, card_of
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

retrieve = retriever("payment_method")
listing = lister("payment_method", "/v1/payment_methods", "customer", "type")


def create(act: Act) -> Document:
    """Of a card only: by `card[number]`, or by `card[token]` as `tok_visa`."""
    if act.params.get("type") != "card" or "card" not in act.params:
        raise StripeRefusal("Only payment methods of type `card` are simulated.", param="type")
    given = act.params["card"]
    if "token" in given:
        return make(act, _card_named(given["token"].replace("tok_", "pm_card_", 1), given["token"]))
    if "number" not in given:
        raise missing_param("card[number]")
    return make(act, card_of(given["number"]))


def make(act: Act, card: Card) -> Document:
    """A new payment method that stands for the card."""
    method = fresh("payment_method", id=new_id("pm"), created=act.at)
    method["card"] |= card.marks
    method["metadata"] = merged({}, act.params.get("metadata"))
    act.save(method)
    act.store.hide(method["id"], number=card.number)
    return method


def named(act: Act, key: str) -> Document:
    """The payment method of that id; one of Stripe's names makes a new one each time, as Stripe's test mode does."""
    if key in NAMED:
        return make(act.asking(), _card_named(key, key))
    return act.get("payment_method", key, param="payment_method")


def _card_named(name: str, given: str) -> Card:
    if name not in NAMED:
        raise StripeRefusal(f"No such token: '{given}'", code="resource_missing", param="card[token]")
    return card_of(NAMED[name])


def card_behind(act: Act, method: Document) -> Card:
    return card_of(act.store.hidden(method["id"])["number"])


def update(act: Act) -> Document:
    method = act.named("payment_method")
    method["metadata"] = merged(method["metadata"], act.params.get("metadata"))
    return act.save(method)


def attach(act: Act) -> Document:
    """To a customer, for good or until detached."""
    if "customer" not in act.params:
        raise missing_param("customer")
    method = named(act, act.path["id"])
    if method["customer"]:
        raise StripeRefusal("The payment method you provided has already been attached to a customer.")
    method["customer"] = customers.living(act, act.params["customer"])["id"]
    act.tell("payment_method.attached", act.save(method))
    return method


def detach(act: Act) -> Document:
    """A detached payment method can't be used again."""
    method = act.named("payment_method")
    if not method["customer"]:
        message = "The payment method you provided is not attached to a customer so detachment is impossible."
        raise StripeRefusal(message)
    before = {"customer": method["customer"]}
    method["customer"] = None
    act.tell("payment_method.detached", act.save(method), previous=before)
    return method
