"""Bank debits: a payer's bank account pays days later, or turns the debit away."""

from dataclasses import dataclass

from payments.simulator.store import Document

METHODS = {"usd": "us_bank_account", "eur": "sepa_debit"}  # by the only currencies that these can be paid in
CLEARING_SECONDS = 4 * 24 * 3600
DETAILS: dict[str, Document] = {
    "us_bank_account": {
        "account_holder_type": "individual", "account_type": "checking", "bank_name": "STRIPE TEST BANK",
        "fingerprint": "ih3foEmWkvJ4hXBW", "last4": "6789", "payment_reference": None, "routing_number": "110000000",
    },
    "sepa_debit": {
        "bank_code": "37040044", "branch_code": "", "country": "DE", "fingerprint": "Ih3foEmWkvJ4hXBX",
        "last4": "3000", "mandate": None,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Debit:
    """A bank account; `code` is what it turns the debit away with, None where it pays."""

    code: str | None = None
    message: str = ""

    def describe(self, details: Document, currency: str) -> Document:
        """How a charge shows what it was paid with."""
        kind = METHODS[currency]
        return {"type": kind, kind: dict(DETAILS[kind])}


DEBITS = {
    "pays": Debit(),
    "bounces": Debit("insufficient_funds", "The customer's account has insufficient funds to cover this payment."),
    "closed": Debit("account_closed", "The customer's bank account has been closed."),
}
