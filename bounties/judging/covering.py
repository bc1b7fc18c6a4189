"""Keeping every entry covered: enough judges for each while the panel works, from the panel first, then its reserve.

Where every judge scores every entry the panel covers all of them, and only the reserve is drawn from. Recusals, judges
who were replaced and a spread that asks for a third judge leave gaps; each time they are filled by lot, the least
loaded first, and what cannot be filled is told to the sponsor.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.assigning import Pair, Plan, assign
from bounties.judging.models import Assignment, Judgeship, Scorecard
from bounties.judging.progress import Work, work_of
from bounties.judging.standings import quorum_of, thirds_wanted
from workers.events import emit
from workers.models import Event
from workers.sweeping import sweep

LACKING = "panel.lacking"
BATCH = 100
THIRD = 3  # judges, where two are far apart


@dataclass(frozen=True, slots=True)
class Cover:
    """Who has what as things stand, and how many judges each entry should have."""

    quorum: int
    wanted: Mapping[UUID, int]
    thirds: frozenset[UUID]  # entries whose two judges are far apart
    seats: Mapping[UUID, Judgeship]
    reserve: frozenset[UUID]
    standing: frozenset[Pair]
    barred: frozenset[Pair]


@transaction.atomic
def cover(*, challenge_id: UUID) -> Mapping[UUID, int]:
    """Fill the gaps and tell who got work; says which entries still lack how many judges. Repeats change nothing."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if challenge.status != Challenge.Status.JUDGING or not challenge.criteria.exists():
        return {}
    found = cover_of(challenge, work_of(challenge))
    given, lacking = _planned(challenge, found)
    _assign(found, given)
    _tell_what_lacks(challenge, lacking)
    return lacking


def cover_newcomers() -> int:
    """Give judges to entries that qualified after the close, as screening ends; return how many challenges had any."""
    waiting = Entry.objects.filter(
        status__in=[Entry.Status.QUALIFIED, Entry.Status.SHORTLISTED],
        challenge__status=Challenge.Status.JUDGING,
        challenge__judges_per_entry__isnull=False,
        challenge__judgeships__status=Judgeship.Status.ACCEPTED,
        assignments=None,
    )
    found = list(waiting.values_list("challenge_id", flat=True).distinct()[:BATCH])
    return sweep(found, lambda key: cover(challenge_id=key))


def cover_of(challenge: Challenge, work: Work) -> Cover:
    """As things stand; three queries."""
    recused = frozenset((seat, entry) for seat, entry, status in work.cards if status == Scorecard.Status.RECUSED)
    standing = set(work.given)  # where each gets a few, nobody scores what was not given to them
    reserve = frozenset(pk for pk, seat in work.seats.items() if seat.is_reserve)
    if not challenge.judges_per_entry:
        standing |= {(seat, entry) for seat in set(work.seats) - reserve for entry in work.entries}
    quorum, thirds = quorum_of(challenge), thirds_wanted(challenge)
    least = max(challenge.judges_per_entry or 0, quorum)
    wanted = {entry: max(least, THIRD if entry in thirds else 0) for entry in work.entries}
    return Cover(quorum, wanted, thirds, work.seats, reserve, frozenset(standing - recused), recused)


def lacking_of(challenge: Challenge, found: Cover) -> Mapping[UUID, int]:
    """How many judges which entries lack that nobody on the panel or in reserve can take."""
    return _planned(challenge, found)[1]


def _planned(challenge: Challenge, found: Cover) -> tuple[list[Pair], Mapping[UUID, int]]:
    first = _drawn(challenge, found, set(found.seats) - found.reserve, found.wanted, found.standing)
    if not first.lacking:
        return list(first.given), {}
    still = {entry: found.wanted[entry] for entry in first.lacking}
    second = _drawn(challenge, found, found.reserve, still, {*found.standing, *first.given})
    return [*first.given, *second.given], second.lacking


def _drawn(
    challenge: Challenge, found: Cover, judges: Iterable[UUID], wanted: Mapping[UUID, int], standing: Iterable[Pair]
) -> Plan:
    seed = f"{challenge.pk}:{challenge.terms_sha256}"
    return assign(wanted, judges, per_entry=wanted, barred=found.barred, standing=standing, seed=seed)


def _assign(found: Cover, given: Iterable[Pair]) -> None:
    rows = [Assignment(judgeship_id=seat, entry_id=entry, is_third=entry in found.thirds) for seat, entry in given]
    Assignment.objects.bulk_create(rows)
    for seat in sorted({row.judgeship_id for row in rows}):
        count = sum(row.judgeship_id == seat for row in rows)
        emit("judge.assigned", subject=found.seats[seat], payload={"entries": count})


def _tell_what_lacks(challenge: Challenge, lacking: Mapping[UUID, int]) -> None:
    """Once for each number, not at every look."""
    told = Event.objects.filter(name=LACKING, subject_id=str(challenge.pk)).order_by("at", "id").last()
    facts = {"entries": len(lacking), "judges": sum(lacking.values())}
    if lacking and (told is None or told.payload != facts):
        emit(LACKING, subject=challenge, payload=facts)
