"""Write one movement of money, exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from uuid_utils.compat import uuid7

from payments.errors import PaymentError
from payments.ledger.chart import Situation
from payments.ledger.models import Account, Posting, Transaction
from payments.money import CurrencyMixed, Money

# ON CONFLICT instead of an IntegrityError, so that the caller's transaction stays usable.
INSERT_ONCE = """
INSERT INTO payments_transaction (id, effect_key, situation, purse, source, lines, by_id)
VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (effect_key) DO NOTHING
"""


class AlreadyPosted(PaymentError):
    """This effect is in the ledger already; the caller's transaction goes on."""

    code = "already_posted"


@dataclass(frozen=True, slots=True)
class Line:
    """One side of a movement: debit positive, credit negative, in minor units."""

    account: Account
    amount: int


def debit(account: Account, money: Money) -> Line:
    """More on a debit account, less on a credit account; a negative amount is a credit."""
    return Line(account, _amount_for(account, money))


def credit(account: Account, money: Money) -> Line:
    """More on a credit account, less on a debit account; a negative amount is a debit."""
    return Line(account, -_amount_for(account, money))


@transaction.atomic
def post(
    *,
    effect_key: str,
    situation: Situation,
    lines: Sequence[Line],
    purse: str = "",
    source: str = "",
    by: Any = None,
) -> Transaction:
    """Write the movement; lines of zero are left out. PostgreSQL refuses what does not balance or would overdraw.

    `purse` is the reference of the purse whose money moves, `source` the Stripe object that this mirrors. Balances move
    at once; a service that posts ends with `settle_constraints()`. Raises AlreadyPosted if the effect is there already.
    """
    moving = [line for line in lines if line.amount]
    entry = Transaction(
        id=uuid7(), effect_key=effect_key, situation=situation, purse=purse, source=source, lines=len(moving), by=by
    )
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT_ONCE,
            [entry.id, effect_key, situation, purse, source, entry.lines, entry.by_id],
        )
        if cursor.rowcount == 0:
            raise AlreadyPosted(f"{effect_key} is in the ledger already.")
    Posting.objects.bulk_create(Posting(transaction=entry, account=line.account, amount=line.amount) for line in moving)
    return entry


def settle_constraints() -> None:
    """Let deferred checks speak now, inside the service, and not at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _amount_for(account: Account, money: Money) -> int:
    if account.currency != money.currency:
        raise CurrencyMixed(f"{money} can't stand on {account}.", field="currency")
    return money.amount
