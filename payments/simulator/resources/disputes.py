"""Disputes: a payer's bank takes a payment back, until it is decided whose the money is.

A chargeback takes the money and a fee at once; an inquiry (`warning_*`) takes nothing until it is escalated.
"""

from payments.simulator.act import Act
from payments.simulator.books import Movement, book
from payments.simulator.errors import StripeRefusal
from payments.simulator.ids import new_id
from payments.simulator.metadata import merged
from payments.simulator.resources import charges
from payments.simulator.resources.reading import lister, retriever
from payments.simulator.store import Document
from payments.simulator.templates import fresh

FEE = 1_500  # in the minor units of whatever currency; Stripe keeps it whoever wins
DUE_SECONDS = 14 * 24 * 3600
LONGEST_EVIDENCE = 150_000
OPEN = {"needs_response", "under_review", "warning_needs_response", "warning_under_review"}
TAKEN = {"needs_response", "under_review", "lost"}
ANSWERED = {"needs_response": "under_review", "warning_needs_response": "warning_under_review"}
WORDS = {"dispute": "withdrawal", "dispute_reversal": "reversal"}
REASONS = {
    "bank_cannot_process", "check_returned", "credit_not_processed", "customer_initiated", "debit_not_authorized",
    "duplicate", "fraudulent", "general", "incorrect_account_details", "insufficient_funds", "noncompliant",
    "product_not_received", "product_unacceptable", "subscription_canceled", "unrecognized",
}  # fmt: skip

retrieve = retriever("dispute")
listing = lister("dispute", "/v1/disputes", "charge", "payment_intent")


def open_against(act: Act, charge: Document, *, amount: int, reason: str, is_inquiry: bool = False) -> Document:
    """The payer's bank asks (an inquiry) or takes the money (a chargeback)."""
    _require(act, charge, amount, reason)
    dispute = fresh(
        "dispute",
        id=new_id("dp"),
        created=act.at,
        amount=amount,
        reason=reason,
        status="warning_needs_response" if is_inquiry else "needs_response",
        is_charge_refundable=is_inquiry,
        **{name: charge[name] for name in ("currency", "payment_intent")},
        charge=charge["id"],
    )
    dispute["evidence_details"]["due_by"] = act.at + DUE_SECONDS
    dispute["payment_method_details"]["card"]["case_type"] = "inquiry" if is_inquiry else "chargeback"
    if charge["payment_method_details"]["type"] != "card":
        del dispute["payment_method_details"]
    charge["disputed"] = True
    act.save(charge)
    act.tell("charge.dispute.created", act.save(dispute))
    if not is_inquiry:
        _withdraw(act, dispute, charge)
    act.later("dispute_due", dispute["id"], DUE_SECONDS)
    return dispute


def _require(act: Act, charge: Document, amount: int, reason: str) -> None:
    if reason not in REASONS:
        raise StripeRefusal(f"reason must be one of {', '.join(sorted(REASONS))}", param="reason")
    if not charge["paid"] or not 1 <= amount <= charge["amount"]:
        raise StripeRefusal(f"A paid charge can be disputed up to its amount, {charge['amount']}.", param="amount")
    if _is_open(act, charge):
        raise StripeRefusal(f"Charge {charge['id']} is disputed already.", code="charge_already_disputed")


def taken(act: Act, charge: Document) -> bool:
    """Whether the payer's bank has taken money of this charge, and not given it back: it can't be refunded then."""
    return any(dispute["status"] in TAKEN for dispute in _all(act, charge))


def _is_open(act: Act, charge: Document) -> bool:
    return any(dispute["status"] in OPEN for dispute in _all(act, charge))


def _all(act: Act, charge: Document) -> list[Document]:
    found: list[Document] = listing(act.asking(charge=charge["id"], limit=100))["data"]
    return found


def arise(act: Act, key: str) -> None:
    """The timer of cards whose payments are disputed."""
    charge, facts = act.get("charge", key, param="id"), act.store.hidden(key)
    left = charge["amount"] - charge["amount_refunded"]
    if left:
        open_against(act, charge, amount=left, reason=facts["disputed_as"], is_inquiry=facts["is_inquiry"])


def _withdraw(act: Act, dispute: Document, charge: Document) -> None:
    _book(act, dispute, charge, -dispute["amount"], category="dispute", fee=FEE)
    act.tell("charge.dispute.funds_withdrawn", act.save(dispute))


def _book(act: Act, dispute: Document, charge: Document, amount: int, *, category: str, fee: int = 0) -> None:
    money, rate = charges.settlement(act, dispute["currency"])
    movement = Movement(
        kind="adjustment",
        category=category,
        source=dispute["id"],
        amount=charges.converted(amount, rate),
        currency=money,
        counterpart="cards",
        fee=fee,
        fee_description="Dispute fee",
        available_at=charges.settles_at(act, charge),
        description=f"Chargeback {WORDS[category]} for {charge['id']}",
        exchange_rate=float(rate) if money != dispute["currency"] else None,
    )
    dispute["balance_transactions"].append(book(act, movement))


def update(act: Act) -> Document:
    """Evidence, sent to the bank unless `submit` is false; from then on the bank decides."""
    dispute = act.named("dispute")
    if dispute["status"] not in ANSWERED and "evidence" in act.params:
        raise StripeRefusal("This dispute is already closed or under review.", code="dispute_already_closed")
    dispute["metadata"] = merged(dispute["metadata"], act.params.get("metadata"))
    if "evidence" in act.params:
        _keep(dispute, act.params["evidence"])
        if act.params.get("submit", True):
            _submit(act, dispute)
    act.tell("charge.dispute.updated", act.save(dispute), previous={})
    return dispute


def _keep(dispute: Document, evidence: Document) -> None:
    if sum(len(str(value)) for value in evidence.values()) > LONGEST_EVIDENCE:
        message = f"The combined character count of evidence must not exceed {LONGEST_EVIDENCE}."
        raise StripeRefusal(message, param="evidence")
    dispute["evidence"] |= {name: value or None for name, value in evidence.items()}
    dispute["evidence_details"]["has_evidence"] = True


def _submit(act: Act, dispute: Document) -> None:
    details = dispute["evidence_details"]
    details |= {"submission_count": details["submission_count"] + 1, "submission_method": "manual"}
    dispute["status"] = ANSWERED[dispute["status"]]
    if (told := dispute["evidence"]["uncategorized_text"]) in SAID:
        act.later(SAID[told], dispute["id"], 0)


def close(act: Act) -> Document:
    """Give in: what was taken stays taken."""
    dispute = act.named("dispute")
    if dispute["status"] not in ANSWERED:
        raise StripeRefusal("This dispute is already closed.", code="dispute_already_closed")
    lose(act, dispute["id"])
    return act.named("dispute")


def win(act: Act, key: str) -> None:
    """The bank gives the money back, not the fee. An inquiry is closed."""
    dispute, charge = _open(act, key)
    if not dispute["status"].startswith("warning"):
        _book(act, dispute, charge, dispute["amount"], category="dispute_reversal")
        dispute["is_charge_refundable"] = True
        act.tell("charge.dispute.funds_reinstated", act.save(dispute))
    _end(act, dispute, "won")


def lose(act: Act, key: str) -> None:
    """The payer keeps the money. An inquiry is closed, and took none."""
    dispute, _ = _open(act, key)
    _end(act, dispute, "lost")


def escalate(act: Act, key: str) -> None:
    """An inquiry becomes a chargeback."""
    dispute, charge = _open(act, key)
    if not dispute["status"].startswith("warning"):
        raise StripeRefusal("Only an inquiry can be escalated.")
    before = {"status": dispute["status"]}
    dispute |= {"status": "needs_response", "is_charge_refundable": False}
    if "payment_method_details" in dispute:
        dispute["payment_method_details"]["card"]["case_type"] = "chargeback"
    act.tell("charge.dispute.updated", act.save(dispute), previous=before)
    _withdraw(act, dispute, charge)


def end_when_due(act: Act, key: str) -> None:
    """The timer of `due_by`: who brings no evidence in time has lost."""
    dispute = act.get("dispute", key, param="id")
    if dispute["status"] in ANSWERED:
        dispute["evidence_details"]["past_due"] = True
        act.save(dispute)
        lose(act, key)


def _open(act: Act, key: str) -> tuple[Document, Document]:
    dispute = act.get("dispute", key, param="id")
    if dispute["status"] not in OPEN:
        raise StripeRefusal("This dispute is already closed.", code="dispute_already_closed")
    return dispute, act.get("charge", dispute["charge"], param="charge")


def _end(act: Act, dispute: Document, status: str) -> None:
    before = {"status": dispute["status"]}
    dispute["status"] = "warning_closed" if dispute["status"].startswith("warning") else status
    act.tell("charge.dispute.closed", act.save(dispute), previous=before)


# Evidence that decides by itself, as Stripe's own test mode has it; the words name timers.
SAID = {
    "winning_evidence": "win_dispute",
    "losing_evidence": "lose_dispute",
    "escalate_inquiry_evidence": "escalate_dispute",
}
