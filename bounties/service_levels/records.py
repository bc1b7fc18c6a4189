"""A sponsor's public record: what it kept of what it promised, and how its challenges ended. In a few queries."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from bounties.awards.models import Rule
from bounties.challenges.formats import FORMATS, Decider
from bounties.challenges.models import Challenge
from bounties.service_levels.choosing import Promise, in_force
from bounties.service_levels.histories import BY_THE_CLOCK
from bounties.service_levels.models import Measure, ServiceClock
from workers.clock import LaurelNow, laurel_now

YEAR = timedelta(days=365)
FEWEST = 10  # below it a percentage would say more than there is to know
TENTH = Decimal("0.1")
SECONDS_IN_AN_HOUR = 3600
MET, LATE = Q(status="met"), Q(status="missed") | Q(stopped_at=None, breached_at__isnull=False)
DECIDED_BY_VOTES = [row.name for row in FORMATS.values() if row.decided_by == Decider.BALLOT]
SILENT = Q(decision__rule=Rule.ARBITER) | (
    Q(decision__isnull=False, decision__decided_by=None)
    & ~Q(decision__rule__in=list(BY_THE_CLOCK))
    & ~Q(format__in=DECIDED_BY_VOTES)
)


class Median(Aggregate):
    """The middle of the values, as PostgreSQL interpolates it."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


@dataclass(frozen=True, slots=True)
class Kept:
    """How often a target was met, and the middle of the business hours that it took."""

    met: int
    missed: int
    median_hours: Decimal | None  # to a tenth; None where nothing has ended

    @property
    def counted(self) -> int:
        """Both together."""
        return self.met + self.missed

    @property
    def percent(self) -> int | None:
        """Met of all that counts, rounded down; None for small numbers."""
        return self.met * 100 // self.counted if self.counted >= FEWEST else None


@dataclass(frozen=True, slots=True)
class MeasureRecord:
    """One measure: what is promised now, the last twelve months, and all time."""

    measure: Measure
    promised: str  # in words; empty where the plan has no target
    running: int  # neither met nor missed yet
    year: Kept
    ever: Kept


@dataclass(frozen=True, slots=True)
class Record:
    """All that the public may know of a sponsor's reliability."""

    promise: Promise | None
    measures: list[MeasureRecord]
    posted: int  # challenges that were public
    ended_by_silence: int  # where an arbiter, or the rule for silence, had to decide
    called_off_after_entries: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell yet."""
        return not any(row.ever.counted for row in self.measures)


def record_of(sponsor_id: UUID) -> Record:
    """Seven queries, however many challenges it had."""
    promise = in_force(sponsor_id, laurel_now())
    found = {row["measure"]: row for row in _measured(sponsor_id)}
    targets = (
        {row.measure: f"{row.amount} business {row.unit}" for row in promise.plan.targets.all()} if promise else {}
    )
    measures = [_record(measure, targets.get(measure, ""), found.get(measure, {})) for measure in Measure]
    return Record(promise, measures, **_endings(sponsor_id))


def kept_by_sponsor() -> dict[str, Coalesce]:
    """Annotations of challenges: how often their sponsor met a target (`kept`), of how often it counts (`promised`)."""
    return {"kept": _clocks_of_sponsor(MET), "promised": _clocks_of_sponsor(MET | LATE)}


def _clocks_of_sponsor(which: Q) -> Coalesce:
    rows = ServiceClock.objects.filter(which, sponsor=OuterRef("sponsor")).order_by().values("sponsor")
    return Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0)


def _measured(sponsor_id: UUID) -> Any:
    rows = ServiceClock.objects.filter(sponsor=sponsor_id).annotate(at=Coalesce("stopped_at", "breached_at"))
    recent, ended = Q(at__gt=LaurelNow() - YEAR), Q(status__in=["met", "missed"])
    return rows.values("measure").annotate(
        met=Count("pk", filter=MET),
        missed=Count("pk", filter=LATE),
        median=Median("used", filter=ended),
        met_of_year=Count("pk", filter=MET & recent),
        missed_of_year=Count("pk", filter=LATE & recent),
        median_of_year=Median("used", filter=ended & recent),
        running=Count("pk", filter=Q(stopped_at=None, breached_at=None)),
    )


def _record(measure: Measure, promised: str, row: dict[str, Any]) -> MeasureRecord:
    def kept(suffix: str) -> Kept:
        median = row.get(f"median{suffix}")
        return Kept(row.get(f"met{suffix}", 0), row.get(f"missed{suffix}", 0), _hours(median))

    return MeasureRecord(measure, promised, row.get("running", 0), year=kept("_of_year"), ever=kept(""))


def _hours(span: timedelta | None) -> Decimal | None:
    if span is None:
        return None
    return (Decimal(span.total_seconds()) / SECONDS_IN_AN_HOUR).quantize(TENTH)


def _endings(sponsor_id: UUID) -> dict[str, int]:
    public = Challenge.objects.published().filter(sponsor=sponsor_id)
    return public.aggregate(
        posted=Count("pk"),
        ended_by_silence=Count("pk", filter=SILENT),
        called_off_after_entries=Count("pk", filter=Q(status="cancelled", decision__isnull=False)),
    )
