"""Payouts: a connected account's available money, automatically, to its bank."""

from payments.simulator.act import Act
from payments.simulator.books import Movement, book, held
from payments.simulator.ids import new_id, token
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

# An automatic payout contains every available movement that none before it contained, and its own.
SWEPT = """
UPDATE objects SET hidden = json_set(hidden, '$.payout', ?)
WHERE kind = 'balance_transaction' AND account = ? AND json_extract(body, '$.currency') = ?
    AND json_extract(body, '$.status') = 'available' AND json_extract(hidden, '$.payout') IS NULL
"""

retrieve = retriever("payout")
listing = lister("payout", "/v1/payouts", "status", "destination")


def pay_out(act: Act, account: str) -> None:
    """Sweep every positive available balance; an account that may not be paid waits until it may."""
    owner = act.connected(account)
    if not owner["payouts_enabled"]:
        return
    for money, amount in held(act, "available").items():
        if amount > 0:
            _send(act, owner, amount, money)


def _send(act: Act, owner: Document, amount: int, money: str) -> None:
    banks = owner["external_accounts"]["data"]
    payout = fresh("payout", id=new_id("po"), created=act.at, amount=amount, currency=money, arrival_date=act.at)
    payout["destination"] = banks[0]["id"] if banks else new_id("ba")
    movement = Movement("payout", payout["id"], -amount, money, "banks", description="STRIPE PAYOUT")
    payout["balance_transaction"] = book(act, movement)["id"]
    act.store.run(SWEPT, payout["id"], act.account, money)
    act.tell("payout.created", act.save(payout))
    before = {"status": "pending", "trace_id": None}
    payout |= {"status": "paid", "trace_id": {"status": "supported", "value": token(12)}}
    payout["reconciliation_status"] = "completed"
    act.tell("payout.paid", act.save(payout), previous=before)
