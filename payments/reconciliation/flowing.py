"""Where money went: every movement by kind of account, with sums that must be zero, and each account as it went."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from payments.ledger.chart import Kind, Situation
from payments.ledger.models import Posting, Transaction


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One situation: what it moved on each kind of account, in the table's order, debit positive."""

    situation: str
    count: int
    amounts: list[int]
    total: int  # always zero: the row balances

    @property
    def name(self) -> str:
        """What happened, in the reader's language."""
        return str(Situation(self.situation).label)


@dataclass(frozen=True, slots=True)
class Flow:
    """All movements of one currency. The last line says where the money is now; it sums to zero too."""

    currency: str
    kinds: list[str]
    rows: list[FlowRow]
    now: list[int]
    total: int

    @property
    def names(self) -> list[str]:
        """What the kinds of account are called, in the reader's language."""
        return [str(Kind(kind).label) for kind in self.kinds]


@dataclass(frozen=True, slots=True)
class Step:
    """One posting, and what then stood on its account by these movements alone; debit positive."""

    entry: Transaction
    posting: Posting
    running: int


def flows(entries: Sequence[Transaction]) -> list[Flow]:
    """The table of each currency."""
    currencies = sorted({posting.account.currency for entry in entries for posting in entry.postings.all()})
    return [_flow(currency, entries) for currency in currencies]


def steps(entries: Iterable[Transaction]) -> list[Step]:
    """Every posting in order, with its account's running balance."""
    standing: dict[object, int] = defaultdict(int)
    walked = []
    for entry in entries:
        for posting in entry.postings.all():
            standing[posting.account_id] += posting.amount
            walked.append(Step(entry, posting, standing[posting.account_id]))
    return walked


def _flow(currency: str, entries: Sequence[Transaction]) -> Flow:
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    counts: dict[str, int] = defaultdict(int)
    for entry in entries:
        mine = [posting for posting in entry.postings.all() if posting.account.currency == currency]
        counts[entry.situation] += bool(mine)
        for posting in mine:
            sums[entry.situation][posting.account.kind] += posting.amount
    touched = {kind for amounts in sums.values() for kind in amounts}
    kinds = [kind.value for kind in Kind if kind.value in touched]
    rows = [
        FlowRow(situation, counts[situation], [amounts[kind] for kind in kinds], sum(amounts.values()))
        for situation, amounts in sums.items()
    ]
    now = [sum(row.amounts[place] for row in rows) for place in range(len(kinds))]
    return Flow(currency, kinds, rows, now, sum(now))
