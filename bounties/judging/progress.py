"""How far judges are, without a word of what they gave: for themselves, and for whoever waits for them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from bounties.entries.models import Entry
from bounties.judging.judged import JUDGED
from bounties.judging.models import Assignment, Judgeship, Scorecard


@dataclass(frozen=True, slots=True)
class Progress:
    """Entries of one seat: all, and those that its judge scored for good or stated a conflict with."""

    entries: int
    finished: int
    recused: int

    @property
    def left(self) -> int:
        """What still waits."""
        return max(self.entries - self.finished, 0)


def progress_of(seats: Sequence[Judgeship]) -> dict[UUID, Progress]:
    """By seat; three queries however many they are."""
    judged = Entry.objects.filter(challenge__in={seat.challenge_id for seat in seats}, status__in=JUDGED)
    in_all = dict(judged.values_list("challenge").annotate(Count("pk")))
    given = Assignment.objects.filter(judgeship__in=seats, entry__status__in=JUDGED)
    assigned = dict(given.values_list("judgeship").annotate(Count("pk")))
    done: dict[UUID, dict[str, int]] = defaultdict(dict)
    cards = Scorecard.objects.finished().filter(judgeship__in=seats, entry__status__in=JUDGED)
    for seat, status, count in cards.values_list("judgeship", "status").annotate(Count("pk")):
        done[seat][status] = count
    return {
        seat.pk: Progress(
            entries=(assigned if _has_some(seat) else in_all).get(seat.pk if _has_some(seat) else seat.challenge_id, 0),
            finished=sum(done[seat.pk].values()),
            recused=done[seat.pk].get(Scorecard.Status.RECUSED, 0),
        )
        for seat in seats
    }


def _has_some(seat: Judgeship) -> bool:
    """Whether this judge scores only what was given to them, as in `judged.entries_of`."""
    return bool(seat.challenge.judges_per_entry) or seat.is_reserve
