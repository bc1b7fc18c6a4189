"""What a charge brings: the facts that its contribution keeps, and the lines of its money at Stripe."""

from typing import Any

from payments.ledger.accounts import Kind, account
from payments.ledger.posting import Line, debit
from payments.money import Money
from payments.purses.models import Contribution, Purse
from workers.clock import laurel_now


def keep_charge(contribution: Contribution, charge: dict[str, Any]) -> None:
    """Remember on the contribution, in memory, which charge paid it, how much, and what Stripe kept."""
    contribution.charge_id = charge["id"]
    contribution.payment_intent_id = charge.get("payment_intent") or ""
    contribution.received = charge["amount"]
    contribution.stripe_fee = charge["balance_transaction"]["fee"]
    contribution.settled_at = laurel_now()


def arrival(purse: Purse, charge: dict[str, Any]) -> list[Line]:
    """What Stripe put into our balance, and what it kept."""
    movement = charge["balance_transaction"]
    return [
        debit(account(Kind.STRIPE_PENDING, purse.currency), Money(movement["net"], purse.currency)),
        debit(account(Kind.STRIPE_FEES, purse.currency), Money(movement["fee"], purse.currency)),
    ]
