"""Held and owed against what Stripe has: the figures that everyone may see, and their history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from payments.reconciliation.models import ReconciliationRun, SolvencyDay
from workers.clock import laurel_now

STALE_AFTER = timedelta(hours=2)  # two comparisons missed
HISTORY_DAYS = 30
FULL = 10_000  # basis points


@dataclass(frozen=True, slots=True)
class Cover:
    """One currency in minor units. `ledger` is what our own books have at Stripe, `stripe` what Stripe says."""

    currency: str
    held: int
    owed: int
    stripe: int
    ledger: int

    @property
    def difference(self) -> int:
        """Stripe's figure less that of our books; 0 when they agree."""
        return self.stripe - self.ledger

    @property
    def ratio_bp(self) -> int | None:
        """How much of held and owed Stripe's balance covers, in basis points, rounded down; null if nothing is."""
        due = self.held + self.owed
        return self.stripe * FULL // due if due else None

    @property
    def is_covered(self) -> bool:
        """Whether all that is held or owed is there."""
        return self.stripe >= self.held + self.owed


@dataclass(frozen=True, slots=True)
class Solvency:
    """All currencies at the last comparison; `at` is null before the first."""

    at: datetime | None
    is_stale: bool
    unmatched: int
    covers: Sequence[Cover]


def solvency() -> Solvency:
    """The figures of the last whole comparison. Asks nobody: whoever looks costs Stripe nothing."""
    run = ReconciliationRun.objects.ended().order_by("-started_at").first()
    if run is None or run.ended_at is None:
        return Solvency(at=None, is_stale=True, unmatched=0, covers=())
    covers = [_cover(row) for row in run.figures]
    is_stale = run.ended_at < laurel_now() - STALE_AFTER
    return Solvency(at=run.ended_at, is_stale=is_stale, unmatched=run.unmatched, covers=covers)


def history(*, days: int = HISTORY_DAYS) -> QuerySet[SolvencyDay]:
    """One row per currency and day, oldest first."""
    since = laurel_now().date() - timedelta(days=days)
    return SolvencyDay.objects.filter(day__gt=since).order_by("currency", "day")


def keep_day(figures: Sequence[dict[str, str | int]]) -> None:
    """Write down the day's figures; a later comparison of the same day replaces them."""
    now = laurel_now()
    covers = [_cover(row) for row in figures]
    SolvencyDay.objects.bulk_create(
        [
            SolvencyDay(
                day=now.date(),
                currency=cover.currency,
                held=cover.held,
                owed=cover.owed,
                stripe=cover.stripe,
                ledger=cover.ledger,
                at=now,
            )
            for cover in covers
        ],
        update_conflicts=True,
        unique_fields=["day", "currency"],
        update_fields=["held", "owed", "stripe", "ledger", "at"],
    )


def _cover(row: dict[str, str | int]) -> Cover:
    held, owed, stripe, difference = (int(row[name]) for name in ("held", "owed", "stripe", "difference"))
    return Cover(str(row["currency"]), held, owed, stripe, stripe - difference)
