"""Bank debits: a payer's bank account pays days later, or turns the debit away."""

from dataclasses import dataclass, field

from payments.simulator.ids import fingerprint
from payments.simulator.store import Document

METHODS = {"usd": "us_bank_account", "eur": "sepa_debit"}  # by the only currencies that these can be paid in
CLEARING_SECONDS = 4 * 24 * 3600
DETAILS: dict[str, Document] = {
    "us_bank_account": {
        "account_holder_type": "individual", "account_type": "checking", "bank_name": "STRIPE TEST BANK",
        "payment_reference": None, "routing_number": "110000000",
    },
    "sepa_debit": {
        "bank_code": "37040044", "branch_code": "", "country": "DE", "mandate": None,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Debit:
    """A bank account by Stripe's test numbers; `code` is what it turns the debit away with, None where it pays."""

    code: str | None = None
    message: str = ""
    numbers: dict[str, str] = field(default_factory=dict)  # by method

    def describe(self, details: Document, currency: str) -> Document:
        """How a charge shows what it was paid with."""
        kind = METHODS[currency]
        number = self.numbers[kind]
        return {"type": kind, kind: DETAILS[kind] | {"last4": number[-4:], "fingerprint": fingerprint(number)}}


DEBITS = {
    "pays": Debit(numbers={"us_bank_account": "000123456789", "sepa_debit": "DE89370400440532013000"}),
    "bounces": Debit(
        "insufficient_funds",
        "The customer's account has insufficient funds to cover this payment.",
        {"us_bank_account": "000222222227", "sepa_debit": "DE62370400440532013001"},
    ),
    "closed": Debit(
        "account_closed",
        "The customer's bank account has been closed.",
        {"us_bank_account": "000111111113", "sepa_debit": "DE78370400440532013002"},
    ),
}
