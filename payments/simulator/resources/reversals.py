"""Transfer reversals: money that a transfer moved comes back from the connected account, as far as it has it."""

from payments.simulator.act import Act
from payments.simulator.amounts import positive
from payments.simulator.books import Movement, book, held
from payments.simulator.errors import StripeRefusal, no_such
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.paging import field_is, page
from payments.simulator.scope import require_filters
from payments.simulator.store import Document
from payments.simulator.templates import fresh


def create(act: Act) -> Document:
    """Take back part of a transfer, or what is left of it."""
    transfer = act.named("transfer")
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = positive(act.params.get("amount", left or transfer["amount"]))
    _require(transfer, amount, left)
    theirs = act.on(transfer["destination"])
    payment = theirs.get("charge", transfer["destination_payment"], param="id")
    settles_at = _whereabouts(theirs, payment, amount)
    reversal = fresh(
        "transfer_reversal",
        id=new_id("trr"),
        created=act.at,
        amount=amount,
        currency=transfer["currency"],
        transfer=transfer["id"],
        metadata=merged({}, act.params.get("metadata")),
    )
    reversal["destination_payment_refund"] = _give_back(theirs, payment, amount, settles_at)
    movement = Movement(
        "transfer_refund", reversal["id"], amount, transfer["currency"], "transit", available_at=settles_at
    )
    reversal["balance_transaction"] = book(act, movement)["id"]
    act.save(reversal)
    _note(act, transfer, reversal)
    return reversal


def _require(transfer: Document, amount: int, left: int) -> None:
    if transfer["reversed"]:
        raise StripeRefusal(f"Transfer {transfer['id']} is already fully reversed.", code="transfer_already_reversed")
    if amount > left:
        message = f"Transfer {transfer['id']} has only {left} left to reverse, not {amount}."
        raise StripeRefusal(message, param="amount")


def _whereabouts(theirs: Act, payment: Document, amount: int) -> float | None:
    """When the payment settles, None once it has; refused where the account lacks what is to come back."""
    origin = theirs.get("balance_transaction", payment["balance_transaction"], param="id")
    pending = origin["status"] == "pending"
    if held(theirs, origin["status"]).get(payment["currency"], 0) < amount:
        message = "The connected account does not have a sufficient balance to cover this reversal."
        raise StripeRefusal(message, code="balance_insufficient")
    return float(origin["available_on"]) + 1 if pending else None


def _give_back(theirs: Act, payment: Document, amount: int, settles_at: float | None) -> str:
    """On the connected account's side, the payment is refunded."""
    refund = fresh("refund", id=new_id("pyr"), created=theirs.at, amount=amount, currency=payment["currency"])
    refund |= {"charge": payment["id"]}
    refund.pop("destination_details")
    movement = Movement(
        "payment_refund", refund["id"], -amount, payment["currency"], "transit", available_at=settles_at
    )
    refund["balance_transaction"] = book(theirs, movement)["id"]
    theirs.save(refund)
    before = {"amount_refunded": payment["amount_refunded"], "refunded": payment["refunded"]}
    back = payment["amount_refunded"] + amount
    payment |= {"amount_refunded": back, "refunded": back == payment["amount"]}
    theirs.tell("charge.refunded", theirs.save(payment), previous=before)
    return str(refund["id"])


def _note(act: Act, transfer: Document, reversal: Document) -> None:
    """The transfer shows its reversals, newest first."""
    before = {"amount_reversed": transfer["amount_reversed"], "reversed": transfer["reversed"]}
    back = transfer["amount_reversed"] + reversal["amount"]
    transfer |= {"amount_reversed": back, "reversed": back == transfer["amount"]}
    shown = transfer["reversals"]
    shown |= {"data": [reversal, *shown["data"]][:10], "total_count": shown["total_count"] + 1}
    shown["has_more"] = shown["total_count"] > len(shown["data"])
    act.tell("transfer.reversed", act.save(transfer), previous=before)


def listing(act: Act) -> Document:
    """The reversals of one transfer."""
    transfer = act.named("transfer")
    require_filters(act.params, ())
    url = f"/v1/transfers/{transfer['id']}/reversals"
    return page(act, "transfer_reversal", url, [field_is("transfer", transfer["id"])])


def retrieve(act: Act) -> Document:
    reversal = act.named("transfer_reversal")
    if reversal["transfer"] != act.path["transfer"]:
        raise no_such("transfer_reversal", reversal["id"], status=404)
    return reversal


def update(act: Act) -> Document:
    """Only its metadata may change."""
    reversal = retrieve(act)
    reversal["metadata"] = merged(reversal["metadata"], act.params.get("metadata"))
    return act.save(reversal)
