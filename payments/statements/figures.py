"""What the charts show: figures by day and by month, in one currency, added up by PostgreSQL."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db.models import Sum
from django.db.models.functions import TruncDate, TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from payments.ledger.chart import AT_STRIPE, Kind, Situation
from payments.ledger.models import Posting
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.statements.spans import Span

IN, OUT = [Situation.FUNDED, Situation.FUNDED_ASTRAY], [Situation.TRANSFERRED, Situation.REFUNDED]
WAITING: dict[str, list[str]] = {
    "blocked": [Status.BLOCKED],
    "ready": [Status.CREATED, Status.READY, Status.APPROVED],
    "under_way": [Status.SUBMITTING, Status.UNKNOWN, Status.NEEDS_REVIEW],
}
WAITING_NAMES: dict[str, Promise] = {
    "blocked": gettext_lazy("blocked"),
    "ready": gettext_lazy("ready"),
    "under_way": gettext_lazy("under way"),
}
AGES: list[tuple[Promise, int]] = [
    (gettext_lazy("under 1 day"), 1),
    (gettext_lazy("1 to 7 days"), 7),
    (gettext_lazy("7 to 30 days"), 30),
    (gettext_lazy("over 30 days"), 100_000),
]
# Of the charts' series.
HELD, PAID_IN, PAID_OUT = (
    gettext_lazy("held"),
    pgettext_lazy("money that came in", "in"),
    pgettext_lazy("money that went out", "out"),
)
OURS, STRIPES = gettext_lazy("platform fees"), gettext_lazy("Stripe's fees")


@dataclass(frozen=True, slots=True)
class Series:
    """One line or one colour of bars; minor units."""

    name: str
    values: list[int]


@dataclass(frozen=True, slots=True)
class Figures:
    """A chart's numbers: a value of each series for each label, of which there is at least one."""

    labels: list[str]
    series: list[Series]

    @property
    def rows(self) -> Iterator[tuple[str, list[int]]]:
        """As the table below the chart has them."""
        for place, label in enumerate(self.labels):
            yield label, [one.values[place] for one in self.series]


def held_by_day(currency: str, span: Span) -> Figures:
    """Prize money in all purses at the end of each day."""
    held = Posting.objects.filter(account__kind=Kind.PURSE, account__currency=currency)
    before = held.filter(transaction__occurred_at__lt=span.starts).aggregate(amount=Sum("amount"))["amount"] or 0
    moved = _by_day(held, span)
    days = list(_days(span))
    standing = list(accumulate((-moved[day] for day in days), initial=-int(before)))[1:]
    return Figures([f"{day:%Y-%m-%d}" for day in days], [Series(str(HELD), standing)])


def moved_by_day(currency: str, span: Span) -> Figures:
    """What came in from cards, and what went out to winners and back to payers, each day; before Stripe's fees."""
    books = Posting.objects.filter(account__currency=currency)
    brought = _by_day(
        books.filter(transaction__situation__in=IN, account__kind__in=[*AT_STRIPE, Kind.STRIPE_FEES]), span
    )
    taken = _by_day(books.filter(transaction__situation__in=OUT, account__kind__in=AT_STRIPE), span)
    days = list(_days(span))
    series = [
        Series(str(PAID_IN), [brought[day] for day in days]),
        Series(str(PAID_OUT), [-taken[day] for day in days]),
    ]
    return Figures([f"{day:%Y-%m-%d}" for day in days], series)


def fees_by_month(currency: str, span: Span) -> Figures:
    """The platform's fees, and what Stripe kept, each month that the span touches."""
    books = Posting.objects.filter(account__currency=currency, account__kind__in=[Kind.FEES, Kind.STRIPE_FEES])
    rows = (
        _inside(books, Span.of_days(span.first_day.replace(day=1), span.last_day))
        .annotate(month=TruncMonth("transaction__occurred_at"))
        .values_list("month", "account__kind")
        .annotate(amount=Sum("amount"))
        .order_by()
    )
    found = {(f"{month:%Y-%m}", kind): int(amount) for month, kind, amount in rows}
    months = sorted({f"{day:%Y-%m}" for day in _days(span)})
    return Figures(
        months,
        [
            Series(str(OURS), [-found.get((month, Kind.FEES), 0) for month in months]),
            Series(str(STRIPES), [found.get((month, Kind.STRIPE_FEES), 0) for month in months]),
        ],
    )


def payouts_by_age(currency: str, now: datetime) -> Figures:
    """What is owed to winners and has not left, by what it waits for and since when."""
    waiting = Payout.objects.filter(currency=currency, status__in=[one for some in WAITING.values() for one in some])
    rows = waiting.annotate(day=TruncDate("created_at")).values_list("status", "day")
    sums: dict[tuple[str, int], int] = defaultdict(int)
    for status, day, amount in rows.annotate(amount=Sum("amount")).order_by():
        sums[_group(status), _age((now.date() - day).days)] += int(amount)
    series = [Series(str(name), [sums[group, limit] for _, limit in AGES]) for group, name in WAITING_NAMES.items()]
    return Figures([str(name) for name, _ in AGES], series)


def _group(status: str) -> str:
    return next(name for name, members in WAITING.items() if status in members)


def _age(days: int) -> int:
    """The limit that it is under."""
    return next(limit for _, limit in AGES if days < limit)


def _inside(rows: Any, span: Span) -> Any:
    return rows.filter(transaction__occurred_at__gte=span.starts, transaction__occurred_at__lt=span.ends)


def _by_day(rows: Any, span: Span) -> dict[date, int]:
    days = _inside(rows, span).annotate(day=TruncDate("transaction__occurred_at"))
    found: Iterable[tuple[date, int]] = days.values_list("day").annotate(amount=Sum("amount")).order_by()
    return defaultdict(int, {day: int(amount) for day, amount in found})


def _days(span: Span) -> Iterator[date]:
    for number in range((span.last_day - span.first_day).days + 1):
        yield span.first_day + timedelta(days=number)
