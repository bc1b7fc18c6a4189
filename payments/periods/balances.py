"""The trial balance of a month: what stood on each kind of account before it, what moved, what stands at its end."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from payments.ledger.models import Posting
from payments.sentences import filled
from payments.statements.cells import decimal
from payments.statements.spans import Span
from payments.statements.tables import Row, Table
from payments.statements.wording import code_of, name_of

COLUMNS = (
    *("account_code", "account_name", "currency", "opening", "debits", "credits", "closing"),
    *("opening_minor", "debits_minor", "credits_minor", "closing_minor"),
)


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """All accounts of one kind in one currency; minor units, `opening` and `closing` with a debit positive."""

    currency: str
    kind: str
    opening: int
    debits: int
    credits: int
    closing: int

    @property
    def code(self) -> str:
        """The account's number."""
        return code_of(self.kind)

    @property
    def name(self) -> str:
        """The account's name."""
        return name_of(self.kind)


def trial_balance(month: date) -> list[BalanceRow]:
    """Added up from the postings alone, in the order of the chart."""
    span = Span.of_month(month)
    before = Q(transaction__occurred_at__lt=span.starts)
    rows = (
        Posting.objects.filter(transaction__occurred_at__lt=span.ends)
        .values_list("account__currency", "account__kind")
        .annotate(
            opening=Sum("amount", filter=before),
            debits=Sum("amount", filter=~before & Q(amount__gt=0)),
            credits=Sum("amount", filter=~before & Q(amount__lt=0)),
            closing=Sum("amount"),
        )
    )
    found = [
        BalanceRow(currency, kind, int(opening or 0), int(debits or 0), -int(credits_ or 0), int(closing))
        for currency, kind, opening, debits, credits_, closing in rows
    ]
    return sorted(found, key=lambda row: (row.currency, row.code))


def canonical(rows: Sequence[BalanceRow]) -> str:
    """The text that is hashed: JSON without spaces, keys and rows in order."""
    return json.dumps([asdict(row) for row in rows], sort_keys=True, separators=(",", ":"))


def fingerprint(rows: Sequence[BalanceRow]) -> str:
    """SHA-256 of the canonical text, in hex."""
    return sha256(canonical(rows).encode()).hexdigest()


def as_data(rows: Sequence[BalanceRow]) -> list[dict[str, str | int]]:
    """As it is kept."""
    return [asdict(row) for row in rows]


def of_data(kept: Sequence[dict[str, str | int]]) -> list[BalanceRow]:
    """As it was kept."""
    return [BalanceRow(**row) for row in kept]  # type: ignore[arg-type]


def faults(rows: Sequence[BalanceRow], previous: Sequence[BalanceRow] | None = None) -> Iterator[str]:
    """What does not add up, in sentences: nothing, if the books are sound.

    `previous` is the trial balance kept of the month before: what stood at its end is what this one begins with.
    """
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        if row.opening + row.debits - row.credits != row.closing:
            text = _("{account} {currency}: opening and movements do not make the closing balance.")
            yield filled(text, account=row.kind, currency=row.currency)
        for place, amount in enumerate((row.opening, row.debits - row.credits, row.closing)):
            sums[row.currency][place] += amount
    for currency, found in sums.items():
        if any(found):
            yield filled(_("{currency}: debits and credits differ by {found}."), currency=currency, found=found)
    if previous is not None:
        yield from _breaks(rows, previous)


def _breaks(rows: Sequence[BalanceRow], previous: Sequence[BalanceRow]) -> Iterator[str]:
    opened = {(row.kind, row.currency): row.opening for row in rows if row.opening}
    closed = {(row.kind, row.currency): row.closing for row in previous if row.closing}
    for kind, currency in sorted({key for key in opened | closed if opened.get(key) != closed.get(key)}):
        text = _("{account} {currency} does not begin with what the month before ended with.")
        yield filled(text, account=kind, currency=currency)


def balance_table(month: date, rows: Sequence[BalanceRow]) -> Table:
    """The trial balance as a file."""
    return Table(f"trial-balance-{month:%Y-%m}", COLUMNS, lambda: map(_row, rows))


def _row(row: BalanceRow) -> Row:
    amounts = (row.opening, row.debits, row.credits, row.closing)
    return (row.code, row.name, row.currency, *(decimal(part, row.currency) for part in amounts), *amounts)
