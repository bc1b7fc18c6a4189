"""What banks, payers, payees and Stripe do by themselves."""

from decimal import Decimal

from payments.simulator import books
from payments.simulator.act import Act
from payments.simulator.resources import clearing, disputes, onboarding, payouts, refunds, topups
from payments.simulator.store import Document

DECISIONS = {"won": disputes.win, "lost": disputes.lose, "escalated": disputes.escalate}


def change_account(act: Act, given: Document, subject: str) -> Document:
    """An account in whatever state: capabilities by name, any field of the account, or an `outcome`.

    Outcomes are those of onboarding (complete, stall, reject), and `restrict`: Stripe asks for more.
    """
    account = act.connected(subject)
    if outcome := given.pop("outcome", None):
        onboarding.STATES[outcome](act, account)
    names = {name for name in given if name not in account}
    capabilities = {name: given.pop(name) for name in names}
    account["requirements"] |= given.pop("requirements", {})
    if capabilities or given:
        onboarding.change_state(act, account, capabilities=capabilities, **given)
    return account


def deauthorize(act: Act, given: Document, subject: str) -> Document:
    """The owner ends the connection with the platform."""
    account = act.connected(subject)
    onboarding.deauthorize(act, account)
    return account


def change_bank(act: Act, given: Document, subject: str) -> Document:
    """The owner names another bank account, a good one, or one whose payouts fail (`fails_with` a code).

    The same `fingerprint` says that it is the same account at the bank as another owner's.
    """
    account, code = act.connected(subject), given.get("fails_with")
    if code is not None and code not in payouts.FAILURES:
        raise ValueError(f"fails_with must be one of {', '.join(payouts.FAILURES)}")
    onboarding.change_bank(act, account, fails_with=code, fingerprint=given.get("fingerprint"))
    return account


def fail_payout(act: Act, given: Document, subject: str) -> Document:
    """The bank turns a payout away, even after it was paid."""
    code = given.get("failure_code", "account_closed")
    if code not in payouts.FAILURES:
        raise ValueError(f"failure_code must be one of {', '.join(payouts.FAILURES)}")
    theirs = act.as_owner_of("payout", subject)
    payouts.fail(theirs, subject, code)
    return theirs.get("payout", subject, param="payout")


def add_funds(act: Act, given: Document, subject: str) -> Document:
    """Put the platform's own money (a float) into its available balance: a top-up that has succeeded."""
    amount, money = int(given["amount"]), str(given.get("currency", act.options.currency))
    topup = topups.create(act.asking(amount=amount, currency=money, description="Float"))
    act.store.run("DELETE FROM timers WHERE kind = 'top_up' AND subject = ?", topup["id"])
    topups.succeed(act, topup["id"])
    return act.get("topup", topup["id"], param="topup")


def move(act: Act, given: Document, subject: str) -> Document:
    """A line in the platform's books that no object explains: a bill, an adjustment, a charge booked twice."""
    kind, money = str(given.get("kind", "adjustment")), str(given.get("currency", act.options.currency))
    movement = books.Movement(
        kind,
        given.get("source") or None,
        int(given["amount"]),
        money,
        "outside",
        fee=int(given.get("fee", 0)),
        category=given.get("category"),
        description=given.get("description"),
    )
    return books.book(act, movement)


def settle_in(act: Act, given: Document, subject: str) -> Document:
    """From now on, payments in `currency` are booked in the currency `into`, at `rate` (a decimal in a string)."""
    act.store.set(f"settles:{given['currency']}", f"{given['into']} {Decimal(given['rate'])}")
    return dict(given)


def decide_payment(act: Act, given: Document, subject: str) -> Document:
    """A delayed payment is paid (`succeeded`) or turned away (`failed`), by its PaymentIntent or Checkout Session."""
    if given["status"] not in {"succeeded", "failed"}:
        raise ValueError("status must be succeeded or failed")
    session = act.store.find("checkout.session", subject)
    key = session["payment_intent"] if session else subject
    return clearing.decide(act, key, is_paid=given["status"] == "succeeded")


def dispute_charge(act: Act, given: Document, subject: str) -> Document:
    """The payer's bank disputes the charge: all that is not refunded, unless an `amount` is given."""
    charge = act.get("charge", subject, param="charge")
    amount = int(given.get("amount", charge["amount"] - charge["amount_refunded"]))
    reason, is_inquiry = str(given.get("reason", "fraudulent")), bool(given.get("inquiry", False))
    return disputes.open_against(act, charge, amount=amount, reason=reason, is_inquiry=is_inquiry)


def decide_dispute(act: Act, given: Document, subject: str) -> Document:
    """The bank decides: `won`, `lost`, or (of an inquiry) `escalated`."""
    if given["status"] not in DECISIONS:
        raise ValueError(f"status must be one of {', '.join(DECISIONS)}")
    DECISIONS[given["status"]](act, subject)
    return act.get("dispute", subject, param="dispute")


def fail_refund(act: Act, given: Document, subject: str) -> Document:
    """The payer's bank sends the refund back: the money is in the balance again."""
    refunds.fail(act, subject)
    return act.get("refund", subject, param="refund")
