"""How far judges are, without a word of what they gave: for themselves, and for whoever waits for them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.assigning import Pair
from bounties.judging.judged import JUDGED, judged_entries
from bounties.judging.models import Assignment, Judgeship, Scorecard
from bounties.judging.querysets import FINISHED


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


@dataclass(frozen=True, slots=True)
class Work:
    """What a panel at work has to do and has done, as things stand."""

    seats: Mapping[UUID, Judgeship]  # of those who accepted
    entries: Sequence[UUID]
    given: frozenset[Pair]  # what was assigned to whom
    cards: Sequence[tuple[UUID, UUID, str]]  # seat, entry, status

    @property
    def progress(self) -> dict[UUID, Progress]:
        """How far each is."""
        assigned = Counter(seat for seat, _ in self.given)
        done = Counter((seat, status) for seat, _, status in self.cards if status in FINISHED)
        return {
            pk: Progress(
                entries=assigned[pk] if _has_some(seat) else len(self.entries),
                finished=sum(done[pk, status] for status in FINISHED),
                recused=done[pk, Scorecard.Status.RECUSED],
            )
            for pk, seat in self.seats.items()
        }


def work_of(challenge: Challenge, seats: Iterable[Judgeship] | None = None) -> Work:
    """Of those who accepted; whoever has read the seats hands them in. Three queries, and one for the seats."""
    found = list(Judgeship.objects.filter(challenge=challenge) if seats is None else seats)
    for seat in found:
        seat.challenge = challenge
    accepted = {seat.pk: seat for seat in found if seat.status == Judgeship.Status.ACCEPTED}
    entries = list(judged_entries(challenge).values_list("pk", flat=True))
    given = Assignment.objects.filter(judgeship__in=accepted, entry__in=entries).values_list("judgeship_id", "entry_id")
    cards = Scorecard.objects.filter(entry__in=entries).values_list("judgeship_id", "entry_id", "status")
    return Work(accepted, entries, frozenset(given), list(cards))


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
