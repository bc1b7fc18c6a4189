"""Top-ups: the platform's own money (a float) from its bank into its Stripe balance."""

from payments.simulator.act import Act
from payments.simulator.amounts import currency, positive
from payments.simulator.books import Movement, book
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

COPIED = ("description", "statement_descriptor", "transfer_group")

retrieve = retriever("topup")
listing = lister("topup", "/v1/topups", "status", "amount")


def create(act: Act) -> Document:
    """Ask the bank for money; it is there once it settles."""
    topup = fresh(
        "topup",
        id=new_id("tu"),
        created=act.at,
        amount=positive(act.params["amount"]),
        currency=currency(act.params["currency"]),
        expected_availability_date=int(act.now + act.options.settle_seconds),
        metadata=merged({}, act.params.get("metadata")),
        **{name: act.params[name] for name in COPIED if name in act.params},
    )
    act.tell("topup.created", act.save(topup))
    act.later("top_up", topup["id"], act.options.settle_seconds)
    return topup


def succeed(act: Act, key: str) -> None:
    """The bank paid: the money is available."""
    topup = act.get("topup", key, param="id")
    movement = Movement("topup", key, topup["amount"], topup["currency"], "funds", description=topup["description"])
    topup |= {"status": "succeeded", "balance_transaction": book(act, movement)["id"]}
    act.tell("topup.succeeded", act.save(topup), previous={"status": "pending"})
