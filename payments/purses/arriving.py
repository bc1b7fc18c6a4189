"""What a charge brings: the facts that its contribution keeps, and the lines of its money at Stripe."""

from typing import Any

from payments.ledger.accounts import Kind, account
from payments.ledger.posting import Line, debit
from payments.money import Money
from payments.purses.models import Contribution, Purse
from payments.purses.moves import Instrument
from workers.clock import laurel_now

CARDS = ("card", "card_present", "interac_present")  # Stripe's kinds of payment method that are cards


def keep_charge(contribution: Contribution, charge: dict[str, Any]) -> None:
    """Remember on the contribution, in memory, which charge paid it, how much, and what Stripe kept."""
    contribution.charge_id = charge["id"]
    contribution.payment_intent_id = charge.get("payment_intent") or ""
    contribution.received = charge["amount"]
    contribution.stripe_fee = charge["balance_transaction"]["fee"]
    contribution.settled_at = laurel_now()
    contribution.instrument, contribution.fingerprint = paid_with(charge.get("payment_method_details") or {})


def paid_with(details: dict[str, Any]) -> tuple[str, str | None]:
    """Which instrument paid a charge, by Stripe's details of its payment method, and its fingerprint.

    Stripe gives one to cards (of a wallet perhaps the device's number for the card) and to bank accounts that are
    debited; the same to the same number, whoever of our payers uses it. Nothing of what has none is kept.
    """
    kind = str(details.get("type") or "")
    fingerprint = (details.get(kind) or {}).get("fingerprint")
    if not fingerprint:
        return "", None
    return Instrument.CARD if kind in CARDS else Instrument.BANK_ACCOUNT, fingerprint


def arrival(purse: Purse, charge: dict[str, Any]) -> list[Line]:
    """What Stripe put into our balance, and what it kept."""
    movement = charge["balance_transaction"]
    return [
        debit(account(Kind.STRIPE_PENDING, purse.currency), Money(movement["net"], purse.currency)),
        debit(account(Kind.STRIPE_FEES, purse.currency), Money(movement["fee"], purse.currency)),
    ]
