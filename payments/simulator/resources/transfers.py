"""Transfers: from the platform's balance to a connected account's, drawn on one charge or on what is available."""

from payments.simulator.act import Act
from payments.simulator.amounts import currency, positive
from payments.simulator.books import Movement, book, require_available
from payments.simulator.errors import StripeRefusal, missing_param, no_such
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.resources import charges
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

retrieve = retriever("transfer")
listing = lister("transfer", "/v1/transfers", "destination", "transfer_group")


def create(act: Act) -> Document:
    """Move the money at once; what is drawn on a pending charge arrives when that charge settles."""
    destination = _destination(act)
    money = currency(act.params["currency"])
    charge = _source(act, money)
    transfer = fresh(
        "transfer",
        id=new_id("tr"),
        created=act.at,
        amount=_amount(act, charge),
        currency=money,
        destination=destination["id"],
        destination_payment=new_id("py"),
        description=act.params.get("description"),
        metadata=merged({}, act.params.get("metadata")),
        source_transaction=charge["id"] if charge else None,
        transfer_group=act.params.get("transfer_group", charge["transfer_group"] if charge else None),
    )
    transfer["reversals"]["url"] = f"/v1/transfers/{transfer['id']}/reversals"
    settles_at = charges.settles_at(act, charge) if charge else None
    if charge:
        _draw(act, charge, transfer)
    else:
        require_available(act, transfer["amount"], money)
    movement = Movement("transfer", transfer["id"], -transfer["amount"], money, "transit", available_at=settles_at)
    transfer["balance_transaction"] = book(act, movement)["id"]
    act.tell("transfer.created", act.save(transfer))
    _arrive(act.on(destination["id"]), transfer, settles_at)
    return transfer


def update(act: Act) -> Document:
    """Only what names a transfer may change, never what it moves."""
    transfer = act.named("transfer")
    transfer["metadata"] = merged(transfer["metadata"], act.params.get("metadata"))
    transfer["description"] = act.params.get("description", transfer["description"])
    act.tell("transfer.updated", act.save(transfer), previous={})
    return transfer


def _destination(act: Act) -> Document:
    account = act.find_connected(act.params["destination"])
    if account is None:
        raise no_such("destination", act.params["destination"], param="destination")
    if account["capabilities"].get("transfers") != "active":
        message = (
            "Your destination account needs to have at least one of the following capabilities enabled: "
            "transfers, crypto_transfers, legacy_payments"
        )
        raise StripeRefusal(message, code="insufficient_capabilities_for_transfer")
    return account


def _amount(act: Act, charge: Document | None) -> int:
    if "amount" in act.params:
        return positive(act.params["amount"])
    if charge is None:
        raise missing_param("amount")
    return int(charge["amount"])


def _source(act: Act, money: str) -> Document | None:
    """The charge the transfer draws on. Its balance transaction's currency rules, not the currency it was shown in."""
    key = act.params.get("source_transaction")
    if key is None:
        return None
    charge = act.store.find("charge", key)
    if charge is None:
        raise no_such("charge", key, param="source_transaction")
    if not charge["paid"]:
        raise StripeRefusal(f"Charge {key} has not succeeded.", param="source_transaction")
    origin = act.store.look_up(charge["balance_transaction"] or "") or charge
    if origin["currency"] != money:
        message = (
            f"The currency of source_transaction's balance transaction ({origin['currency']}) must be the same as the "
            f"transfer currency ({money})"
        )
        raise StripeRefusal(message, param="currency")
    return charge


def _draw(act: Act, charge: Document, transfer: Document) -> None:
    drawn = act.store.hidden(charge["id"]).get("drawn", 0)
    if drawn + transfer["amount"] > charge["amount"]:
        message = (
            f"Transfers using this transaction as a source must not exceed the source amount of {charge['amount']} "
            f"{charge['currency']}. (There are already transfers using this transaction as a source, totalling "
            f"{drawn}.)"
        )
        raise StripeRefusal(message, param="amount")
    act.store.hide(charge["id"], drawn=drawn + transfer["amount"])


def _arrive(act: Act, transfer: Document, settles_at: float | None) -> None:
    """On the connected account's side the transfer is a payment, and soon a payout to its bank."""
    payment = fresh("charge", id=transfer["destination_payment"], created=act.at, source_transfer=transfer["id"])
    payment |= {"amount": transfer["amount"], "amount_captured": transfer["amount"], "currency": transfer["currency"]}
    payment |= {"outcome": None, "payment_method_details": {"type": "stripe_account", "stripe_account": {}}}
    movement = Movement(
        "payment", payment["id"], transfer["amount"], transfer["currency"], "transit", available_at=settles_at
    )
    payment["balance_transaction"] = book(act, movement)["id"]
    act.save(payment)
    if act.options.payout_seconds > 0:
        act.later("pay_out", act.account, (settles_at or act.now) - act.now + act.options.payout_seconds)
