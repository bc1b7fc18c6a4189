"""A judge's desk: one entry, the rubric, one's own scorecard, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bounties.accounts.models import User
from bounties.challenges.models import Challenge, Criterion
from bounties.judging import reading
from bounties.judging.judged import BlindEntry, blind_entries, entries_of
from bounties.judging.models import Judgeship, Scorecard
from bounties.judging.querysets import COUNTED
from workers.clock import LaurelNow


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on it."""

    seat: Judgeship
    entry: BlindEntry
    criteria: Sequence[Criterion]
    order: Sequence[UUID]  # of all entries that this judge scores
    finished: frozenset[UUID]
    now: datetime

    @property
    def challenge(self) -> Challenge:
        """What is judged."""
        return self.seat.challenge

    @property
    def card(self) -> Scorecard | None:
        """The judge's own."""
        return self.entry.scorecard

    @property
    def number(self) -> int:
        """Which of all it is, counted from one."""
        return self.order.index(self.entry.id) + 1

    @property
    def is_in_time(self) -> bool:
        """Whether scores are taken."""
        return self.challenge.status == Challenge.Status.JUDGING

    @property
    def is_locked(self) -> bool:
        """Whether the scores are final."""
        return self.card is not None and self.card.status in COUNTED

    @property
    def is_recused(self) -> bool:
        """Whether this judge has a conflict of interest with it."""
        return self.card is not None and self.card.status == Scorecard.Status.RECUSED

    @property
    def is_to_be_stated(self) -> bool:
        """Whether the judge has not said yet that there is no conflict."""
        return self.card is None and self.is_in_time

    @property
    def is_to_be_scored(self) -> bool:
        """Whether the form is open."""
        return self.is_in_time and self.card is not None and not (self.is_locked or self.is_recused)

    @property
    def next(self) -> UUID | None:
        """The next one that still waits, after this one and then from the start."""
        at = self.number
        return next(
            (one for one in [*self.order[at:], *self.order[: at - 1]] if one not in self.finished),
            None,
        )

    @property
    def previous(self) -> UUID | None:
        """The one before, finished or not."""
        return self.order[self.number - 2] if self.number > 1 else None


def desk_of(judge: User, challenge_id: UUID, entry_id: UUID) -> Desk:
    """For a judge who accepted. Raises Judgeship.DoesNotExist, EntryVersion.DoesNotExist, NotJudging when sealed."""
    seat = seat_of(judge, challenge_id)
    version = reading.version_to_score(seat, entry_id)
    (entry,) = blind_entries([version], judge)
    finished = Scorecard.objects.finished().filter(judgeship=seat)
    return Desk(
        seat=seat,
        entry=entry,
        criteria=list(seat.challenge.criteria.order_by("priority")),
        order=list(entries_of(seat).values_list("pk", flat=True)),
        finished=frozenset(finished.values_list("entry_id", flat=True)),
        now=seat.now,  # type: ignore[attr-defined]
    )


def seat_of(judge: User, challenge_id: UUID) -> Judgeship:
    """The judge's seat with its challenge; Judgeship.DoesNotExist for everyone else."""
    accepted = Judgeship.objects.accepted().select_related("challenge").annotate(now=LaurelNow())
    return accepted.get(challenge=challenge_id, judge=judge)
