"""Payouts to a bank: a connected account's available money by itself, the platform's when asked."""

from payments.simulator.act import Act
from payments.simulator.amounts import currency, positive
from payments.simulator.books import Movement, book, held, require_available
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import new_id, token
from payments.simulator.metadata import merged
from payments.simulator.resources import onboarding
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

# An automatic payout contains every available movement that none before it contained, and its own.
SWEPT = """
UPDATE objects SET hidden = json_set(hidden, '$.payout', ?)
WHERE kind = 'balance_transaction' AND account = ? AND json_extract(body, '$.currency') = ?
    AND json_extract(body, '$.status') = 'available' AND json_extract(hidden, '$.payout') IS NULL
"""
# After these the bank account is no good: nothing leaves for it until its owner names another.
BANK_IS_WRONG = {
    "account_closed": "The bank account has been closed.",
    "account_frozen": "The bank account has been frozen.",
    "incorrect_account_holder_name": "Your bank notified us that the bank account holder name on file is incorrect.",
    "invalid_account_number": "The routing number seems correct, but the account number is invalid.",
    "no_account": "The bank account could not be located.",
}
# After these the same bank account is tried again.
PASSING = {
    "could_not_process": "The bank could not process this payout.",
    "declined": "The bank has declined this payout.",
}
FAILURES = BANK_IS_WRONG | PASSING

retrieve = retriever("payout")
listing = lister("payout", "/v1/payouts", "status", "destination")


def create(act: Act) -> Document:
    """Money to the bank on request, of the platform or of the connected account that the header names."""
    amount, money = positive(act.params["amount"]), currency(act.params["currency"])
    if act.account and not act.connected(act.account)["payouts_enabled"]:
        raise StripeRefusal("Payouts are not enabled on this account.", code="payouts_not_allowed")
    require_available(act, amount, money)
    payout = _send(act, _bank(act), amount, money)
    payout |= {"automatic": False, "reconciliation_status": "not_applicable"}
    payout["description"] = act.params.get("description", payout["description"])
    payout["metadata"] = merged({}, act.params.get("metadata"))
    act.tell("payout.created", act.save(payout))
    act.later("arrive", payout["id"], act.options.payout_seconds)
    return payout


def cancel(act: Act) -> Document:
    """While it is pending, it can be had back."""
    payout = act.named("payout")
    if payout["status"] != "pending":
        raise StripeRefusal("Payouts can only be canceled while they are pending.", code="payout_not_cancelable")
    payout["failure_balance_transaction"] = _back(act, payout, "payout_cancel")
    payout["status"] = "canceled"
    act.tell("payout.canceled", act.save(payout), previous={"status": "pending"})
    return payout


def pay_out(act: Act, account: str) -> None:
    """Sweep every positive available balance; an account that may not be paid waits until it may."""
    owner = act.store.find("account", account)  # even of one that left the platform: its money is its own
    if owner is None or not owner["payouts_enabled"]:
        return
    for money, amount in held(act, "available").items():
        if amount > 0:
            payout = _send(act, _bank(act), amount, money)
            act.store.run(SWEPT, payout["id"], act.account, money)
            act.tell("payout.created", act.save(payout))
            arrive(act, payout["id"])


def _bank(act: Act) -> str:
    owner = act.store.find("account", act.account)
    banks = owner["external_accounts"]["data"] if owner else []
    return banks[0]["id"] if banks else "ba_" + act.store.setting("platform").removeprefix("acct_")


def _send(act: Act, bank: str, amount: int, money: str) -> Document:
    payout = fresh("payout", id=new_id("po"), created=act.at, amount=amount, currency=money, arrival_date=act.at)
    payout["destination"] = bank
    movement = Movement("payout", payout["id"], -amount, money, "banks", description="STRIPE PAYOUT")
    payout["balance_transaction"] = book(act, movement)["id"]
    return payout


def arrive(act: Act, key: str) -> None:
    """At the bank: taken, or turned away."""
    payout = act.get("payout", key, param="id")
    if payout["status"] != "pending":
        return
    if code := act.store.hidden(payout["destination"]).get("fails_with"):
        fail(act, key, code)
        return
    before = {"status": "pending", "trace_id": None}
    payout |= {"status": "paid", "trace_id": {"status": "supported", "value": token(12)}}
    if payout["automatic"]:
        payout["reconciliation_status"] = "completed"
    act.tell("payout.paid", act.save(payout), previous=before)


def fail(act: Act, key: str, code: str) -> None:
    """The bank turns the money away, be it days after it was paid: it is in the account's balance again."""
    payout = act.get("payout", key, param="id")
    if payout["status"] not in {"pending", "paid"}:
        raise StripeRefusal(f"Payout {key} is {payout['status']}.")
    before = {"status": payout["status"], "failure_code": None}
    payout |= {"status": "failed", "failure_code": code, "failure_message": FAILURES[code]}
    payout["failure_balance_transaction"] = _back(act, payout, "payout_failure")
    act.tell("payout.failed", act.save(payout), previous=before)
    owner = act.store.find("account", act.account)
    if owner and code in BANK_IS_WRONG:
        onboarding.lose_bank(act, owner)
    elif act.account and act.options.payout_seconds > 0:
        act.later("pay_out", act.account, act.options.payout_seconds)


def _back(act: Act, payout: Document, kind: str) -> str:
    movement = Movement(kind, payout["id"], payout["amount"], payout["currency"], "banks", description="STRIPE PAYOUT")
    return str(book(act, movement)["id"])
