"""The journal: every posting of a stretch of time, in order, as accounting programs read it."""

from collections.abc import Iterator

from payments.ledger.models import Posting
from payments.statements.cells import decimal
from payments.statements.movements import CHUNK_ROWS, ORDER
from payments.statements.spans import Span
from payments.statements.tables import Row, Table
from payments.statements.wording import code_of, name_of, words_for

COLUMNS = (
    *("at", "transaction_id", "posting_id", "account_code", "account_name", "owner", "currency"),
    *("debit", "credit", "debit_minor", "credit_minor", "situation", "description", "purse", "stripe_id", "by"),
)
READ = (
    *("transaction__occurred_at", "transaction_id", "id", "account__kind", "account__owner", "account__currency"),
    *("amount", "transaction__situation", "transaction__purse", "transaction__source", "transaction__by__email"),
)
NOBODY = "(process)"  # no person caused it


def journal_table(span: Span) -> Table:
    """All accounts, all currencies."""
    return Table(f"journal-{span.first_day}-{span.last_day}", COLUMNS, lambda: _rows(span))


def _rows(span: Span) -> Iterator[Row]:
    inside = Posting.objects.filter(transaction__occurred_at__gte=span.starts, transaction__occurred_at__lt=span.ends)
    for row in inside.order_by(*ORDER).values_list(*READ).iterator(chunk_size=CHUNK_ROWS):
        at, entry, posting, kind, owner, currency, amount, situation, purse, source, by = row
        whole = decimal(abs(amount), currency)
        yield (
            *(at, entry, posting, code_of(kind), name_of(kind), owner, currency),
            *((whole, None, amount, None) if amount > 0 else (None, whole, None, -amount)),
            *(situation, words_for(situation, kind), purse, source, by or NOBODY),
        )
