"""What an export writes: the head of its columns, and its rows as they come."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from payments.statements.cells import Cell, decimal
from payments.statements.movements import Extract, Movement
from payments.statements.wording import name_of, words_for

Row = tuple[Cell, ...]
STATEMENT_COLUMNS = (
    *("row", "at", "description", "account", "purse", "stripe_id", "transaction_id"),
    *("currency", "debit", "credit", "balance", "debit_minor", "credit_minor", "balance_minor"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """A file to be: `rows` reads the database as it is walked through, inside a transaction of the exporter's."""

    name: str  # of the file, without its ending
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


def statement_table(extract: Extract) -> Table:
    """Opening, movements, closing; the first column says which of them a row is."""
    subject, span = extract.subject, extract.span
    parts = ["statement", subject.kind, subject.reference, extract.currency, str(span.first_day), str(span.last_day)]
    return Table("-".join(filter(None, parts)), STATEMENT_COLUMNS, lambda: _statement_rows(extract))


def _statement_rows(extract: Extract) -> Iterator[Row]:
    opening = extract.totals().opening
    balance, debits, credits_ = opening, 0, 0
    yield _edge("opening", extract, balance)
    for movement in extract.movements(opening):
        balance, debits, credits_ = movement.balance, debits + movement.debit, credits_ + movement.credit
        yield _movement(movement, extract.currency)
    yield _edge("closing", extract, balance, debits, credits_)


def _movement(row: Movement, currency: str) -> Row:
    return (
        *("movement", row.at, words_for(row.situation, row.kind), name_of(row.kind), row.purse, row.source),
        *(row.transaction, currency),
        *(decimal(amount, currency) if amount else None for amount in (row.debit, row.credit)),
        decimal(row.balance, currency),
        *(amount or None for amount in (row.debit, row.credit)),
        row.balance,
    )


def _edge(which: str, extract: Extract, balance: int, debits: int = 0, credits_: int = 0) -> Row:
    """What stood before, or what stands at the end with the sums of both columns."""
    currency, at = extract.currency, extract.span.starts if which == "opening" else extract.span.ends
    words = "Balance before" if which == "opening" else "Balance at the end"
    sums = (debits, credits_)
    return (
        *(which, at, words, "", "", "", "", currency),
        *(decimal(amount, currency) if amount else None for amount in sums),
        decimal(balance, currency),
        *(amount or None for amount in sums),
        balance,
    )
