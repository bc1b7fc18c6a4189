"""The public digest of appeals: what was contested on which ground, and how it ended, so that nobody is recognised.

A case is told only in a batch of at least five. A batch ends with a quarter; a quarter with fewer waits for the next.
Within a batch cases stand in the order of what they say, never in that of time.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bounties.awards.models import Appeal
from workers.clock import laurel_now

LEAST_IN_A_BATCH = 5
MONTHS = 3
TOLD = ["subject", "ground", "status", "opened_at", "decided_at", "arbiter", "challenge__format"]  # not its statement
Quarter = tuple[int, int]  # year, and 1 to 4


@dataclass(frozen=True, slots=True, order=True)
class Case:
    """One decided appeal: no id, no name, no hour, no text of anybody's."""

    format: str
    subject: str
    ground: str
    outcome: str
    days: int  # begun ones, from the appeal to its end
    by_the_clock: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """How often one ground ended in one way."""

    ground: str
    outcome: str
    cases: int


@dataclass(frozen=True, slots=True)
class Batch:
    """The cases of one quarter, or of several where few were decided."""

    begins: str
    ends: str
    tallies: Sequence[Tally]
    cases: Sequence[Case]


@dataclass(frozen=True, slots=True)
class Digest:
    """Every batch, the latest first."""

    results: Sequence[Batch]
    least: int = LEAST_IN_A_BATCH
    next: None = None
    previous: None = None


def digest() -> Digest:
    """Everything that can be told by now: quarters that are over."""
    over = _quarter(laurel_now())
    found: dict[Quarter, list[Case]] = {}
    for appeal in Appeal.objects.decided().select_related("challenge").only(*TOLD).order_by("decided_at"):
        assert appeal.decided_at
        quarter = _quarter(appeal.decided_at)
        if quarter < over:
            found.setdefault(quarter, []).append(_case(appeal, appeal.decided_at))
    return Digest(list(reversed(list(_batches(found)))))


def _batches(found: dict[Quarter, list[Case]]) -> Iterable[Batch]:
    gathered: list[Case] = []
    begins: Quarter | None = None
    for quarter, cases in found.items():
        begins = begins or quarter
        gathered += cases
        if len(gathered) >= LEAST_IN_A_BATCH:
            yield _batch(begins, quarter, sorted(gathered))
            gathered, begins = [], None


def _batch(begins: Quarter, ends: Quarter, cases: Sequence[Case]) -> Batch:
    counted = Counter((case.ground, case.outcome) for case in cases)
    tallies = [Tally(ground, outcome, number) for (ground, outcome), number in sorted(counted.items())]
    return Batch(_named(begins), _named(ends), tallies, cases)


def _case(appeal: Appeal, decided_at: datetime) -> Case:
    return Case(
        format=appeal.challenge.format,
        subject=appeal.subject,
        ground=appeal.ground,
        outcome=appeal.status,
        days=(decided_at - appeal.opened_at).days + 1,
        by_the_clock=appeal.arbiter_id is None,
    )


def _quarter(moment: datetime) -> Quarter:
    return moment.year, (moment.month - 1) // MONTHS + 1


def _named(quarter: Quarter) -> str:
    return f"{quarter[0]}-Q{quarter[1]}"
