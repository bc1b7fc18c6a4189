"""Write movements of money, each exactly once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from payments.errors import InvalidAmount, PaymentError
from payments.ledger.chart import Situation
from payments.ledger.models import MOST_LINES, Account, Transaction
from payments.money import CurrencyMixed, Money

# ON CONFLICT instead of an IntegrityError, so that the caller's transaction stays usable.
INSERT_ONCE = """
INSERT INTO payments_transaction (id, effect_key, situation, purse, source, lines, by_id)
SELECT * FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::int[], %s::uuid[])
ON CONFLICT (effect_key) DO NOTHING RETURNING effect_key
"""
INSERT_LINES = """
INSERT INTO payments_posting (id, transaction_id, account_id, amount)
SELECT uuidv7(), * FROM unnest(%s::uuid[], %s::uuid[], %s::bigint[])
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


@dataclass(frozen=True, slots=True)
class Movement:
    """One ledger transaction to be: `purse` is the reference of the purse whose money moves, `source` the Stripe object
    that this mirrors, `by` who caused it (None: a process)."""

    effect_key: str
    situation: Situation
    lines: Sequence[Line]
    purse: str = ""
    source: str = ""
    by: Any = None


def post(
    *,
    effect_key: str,
    situation: Situation,
    lines: Sequence[Line],
    purse: str = "",
    source: str = "",
    by: Any = None,
) -> Transaction:
    """Write one movement; lines of zero are left out. PostgreSQL refuses what does not balance or would overdraw.

    Balances move at once; a service that posts ends with `settle_constraints()`. Raises AlreadyPosted if the effect is
    there already.
    """
    return post_many([Movement(effect_key, situation, lines, purse, source, by)])[0]


@transaction.atomic
def post_many(movements: Sequence[Movement]) -> list[Transaction]:
    """Write many movements in two statements, all or none; `MOST_LINES` postings at most.

    A hot account's balance is then moved once for all of them. Raises AlreadyPosted if any of the effects is there
    already; the caller's transaction goes on.
    """
    written = [(_entry(movement), _moving(movement)) for movement in movements]
    entries = [entry for entry, _lines in written]
    rows = [(entry.pk, line.account.pk, line.amount) for entry, lines in written for line in lines]
    if len(rows) > MOST_LINES:
        raise InvalidAmount(
            _("{count} postings at once: at most {most_lines} are written together."),
            count=len(rows),
            most_lines=MOST_LINES,
        )
    with connection.cursor() as cursor:
        cursor.execute(INSERT_ONCE, _columns([_facts(entry) for entry in entries], width=7))
        _require_all({effect_key for (effect_key,) in cursor.fetchall()}, entries)
        cursor.execute(INSERT_LINES, _columns(rows, width=3))
    return entries


def _entry(movement: Movement) -> Transaction:
    return Transaction(
        id=uuid7(),
        effect_key=movement.effect_key,
        situation=movement.situation,
        purse=movement.purse,
        source=movement.source,
        lines=len(_moving(movement)),
        by=movement.by,
    )


def _moving(movement: Movement) -> list[Line]:
    return [line for line in movement.lines if line.amount]


def _facts(entry: Transaction) -> tuple[Any, ...]:
    return entry.pk, entry.effect_key, str(entry.situation), entry.purse, entry.source, entry.lines, entry.by_id


def _columns(rows: Sequence[tuple[Any, ...]], *, width: int) -> list[list[Any]]:
    """What `unnest` takes: a list per column."""
    return [[row[place] for row in rows] for place in range(width)]


def _require_all(fresh: set[str], entries: list[Transaction]) -> None:
    known = [entry.effect_key for entry in entries if entry.effect_key not in fresh]
    if known or len(fresh) < len(entries):
        if not known:
            raise AlreadyPosted(_("An effect comes twice; it is posted once."))
        raise AlreadyPosted(_("{effect} is in the ledger already."), effect=known[0])


def settle_constraints() -> None:
    """Let deferred checks speak now, inside the service, and not at commit."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def _amount_for(account: Account, money: Money) -> int:
    if account.currency != money.currency:
        raise CurrencyMixed(_("{money} can't stand on {account}."), field="currency", money=money, account=account)
    return money.amount
