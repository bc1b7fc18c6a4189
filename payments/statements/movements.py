"""A statement: what stood before, each movement with the balance after it, what stands at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from payments.ledger.models import Posting
from payments.statements.spans import Span
from payments.statements.subjects import Subject

ORDER = ("transaction__occurred_at", "transaction_id", "id")
COLUMNS = (
    *ORDER,
    *("transaction__situation", "transaction__purse", "transaction__source"),
    *("account__kind", "account__owner", "amount"),
)
CHUNK_ROWS = 2_000  # that a server-side cursor brings at a time


@dataclass(frozen=True, slots=True)
class Movement:
    """One line; `amount` is in minor units, debit positive, `balance` what stands after it, on the subject's side."""

    at: datetime
    transaction: UUID
    posting: UUID
    situation: str
    purse: str
    source: str
    kind: str
    owner: str
    amount: int
    balance: int = 0

    @property
    def debit(self) -> int:
        """The amount, if it is a debit."""
        return max(self.amount, 0)

    @property
    def credit(self) -> int:
        """The amount without its sign, if it is a credit."""
        return max(-self.amount, 0)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a statement comes to, in minor units; the balances are on the subject's side."""

    opening: int
    debits: int
    credits: int
    closing: int
    lines: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins: behind this posting, with this balance."""

    at: datetime
    transaction: UUID
    posting: UUID
    balance: int


@dataclass(frozen=True, slots=True)
class Extract:
    """One subject's movements in one currency and one stretch of time, in the order in which they happened."""

    subject: Subject
    currency: str
    span: Span
    postings: Q = field(init=False)

    def __post_init__(self) -> None:
        # Asked once: a payer's is found by a look at their charges.
        object.__setattr__(self, "postings", self.subject.postings & Q(account__currency=self.currency))

    def totals(self) -> Totals:
        """Added up by PostgreSQL."""
        before, inside = (
            Q(transaction__occurred_at__lt=self.span.starts),
            Q(transaction__occurred_at__gte=self.span.starts),
        )
        rows = Posting.objects.filter(self.postings, transaction__occurred_at__lt=self.span.ends)
        sums = rows.aggregate(
            opening=Sum("amount", filter=before),
            debits=Sum("amount", filter=inside & Q(amount__gt=0)),
            credits=Sum("amount", filter=inside & Q(amount__lt=0)),
            lines=Count("pk", filter=inside),
        )
        opening, debits, credits_ = (int(sums[name] or 0) for name in ("opening", "debits", "credits"))
        side = self.subject.side
        return Totals(opening * side, debits, -credits_, (opening + debits + credits_) * side, sums["lines"])

    def movements(self, opening: int) -> Iterator[Movement]:
        """All of them through a server-side cursor, so that their number costs no memory."""
        return self._balanced(self.rows().iterator(chunk_size=CHUNK_ROWS), opening)

    def page(self, *, start: Place | None, opening: int, size: int) -> tuple[list[Movement], Place | None]:
        """At most `size` movements behind a place, and where the next page begins, if there is one."""
        rows = self.rows(start)[: size + 1]
        found = list(self._balanced(rows, start.balance if start else opening))
        shown = found[:size]
        return shown, _place(shown[-1]) if len(found) > size else None

    def rows(self, start: Place | None = None) -> QuerySet[Posting, Any]:
        """The postings in order, from the beginning or behind a place."""
        inside = Q(transaction__occurred_at__gte=self.span.starts, transaction__occurred_at__lt=self.span.ends)
        found = Posting.objects.filter(self.postings, inside, _behind(start) if start else Q())
        return found.order_by(*ORDER).values_list(*COLUMNS)

    def _balanced(self, rows: Any, balance: int) -> Iterator[Movement]:
        for row in rows:
            movement = Movement(*row)
            balance += movement.amount * self.subject.side
            yield replace(movement, balance=balance)


def _place(last: Movement) -> Place:
    return Place(last.at, last.transaction, last.posting, last.balance)


def _behind(place: Place) -> Q:
    """(at, transaction, posting) > the place's, led by a term that an index can serve."""
    same_moment = Q(transaction__occurred_at=place.at)
    later = Q(transaction__occurred_at__gt=place.at)
    later |= same_moment & Q(transaction_id__gt=place.transaction)
    later |= same_moment & Q(transaction_id=place.transaction, id__gt=place.posting)
    return Q(transaction__occurred_at__gte=place.at) & later
