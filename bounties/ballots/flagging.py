"""Which ballots a person should look at: from one browser, range of addresses, card or bank, or made in a burst.

A flag changes nothing by itself. Households share all of these, schools and offices a range: a moderator has to tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bounties.ballots.models import Ballot, Choice, Flag, FlagKind, Trace, TraceKind
from bounties.challenges.models import Challenge
from bounties.judging.judged import judged_entries
from payments.payouts.sharing import sharing_an_instrument
from workers.events import emit_many

SUSPECT_FROM = {TraceKind.DEVICE: 2, TraceKind.NETWORK: 3, FlagKind.ACCOUNTS: 5, FlagKind.INSTRUMENT: 2}  # ballots
BURST = timedelta(minutes=2)  # between one new account and the next
BATCH = 2_000


@dataclass(frozen=True, slots=True)
class Suspects:
    """Ballots to look at together, and why; of instruments also which kinds of them are shared."""

    kind: FlagKind
    ballots: Sequence[UUID]
    instruments: Sequence[str] = ()


def raise_flags(challenge: Challenge) -> int:
    """Write a flag for each suspicious group of cast ballots; part of beginning the audit."""
    groups = [*_by_trace(challenge), *_by_account(challenge), *_by_instrument(challenge)]
    flags = Flag.objects.bulk_create(
        Flag(challenge=challenge, kind=group.kind, instruments=list(group.instruments)) for group in groups
    )
    members = Flag.ballots.through
    members.objects.bulk_create(
        (
            members(flag_id=flag.pk, ballot_id=ballot)
            for flag, group in zip(flags, groups, strict=True)
            for ballot in group.ballots
        ),
        batch_size=BATCH,
    )
    emit_many("ballot.flagged", subjects=Flag.objects.filter(pk__in=[flag.pk for flag in flags]))
    return len(flags)


def _by_trace(challenge: Challenge) -> Iterable[Suspects]:
    sharing: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    traces = Trace.objects.filter(ballot__challenge=challenge, ballot__latest__gte=1).order_by("digest", "ballot_id")
    for kind, digest, ballot in traces.values_list("kind", "digest", "ballot_id").iterator():
        sharing[kind, digest].append(ballot)
    for (kind, _), ballots in sharing.items():
        if len(ballots) >= SUSPECT_FROM[TraceKind(kind)]:
            yield Suspects(FlagKind(kind), ballots)


def _by_account(challenge: Challenge) -> Iterable[Suspects]:
    """Accounts made since the challenge opened, each shortly after the one before."""
    voters = Ballot.objects.filter(challenge=challenge, latest__gte=1, voter__created_at__gte=challenge.opens_at)
    run: list[UUID] = []
    before: datetime | None = None
    for ballot, made_at in voters.order_by("voter__created_at").values_list("pk", "voter__created_at").iterator():
        if before and made_at - before > BURST:
            yield from _burst(run)
            run = []
        run.append(ballot)
        before = made_at
    yield from _burst(run)


def _burst(run: list[UUID]) -> Iterable[Suspects]:
    if len(run) >= SUSPECT_FROM[FlagKind.ACCOUNTS]:
        yield Suspects(FlagKind.ACCOUNTS, run)


def _by_instrument(challenge: Challenge) -> Iterable[Suspects]:
    """Voters with one card or bank account; one alone, if somebody behind an entry that they voted for has it too."""
    cast = dict(Ballot.objects.filter(challenge=challenge, latest__gte=1).values_list("voter_id", "pk"))
    behind = _entries_behind(challenge)
    sharing = sharing_an_instrument(cast.keys() | behind.keys())
    voters = {person for group in sharing for person in group.people if person in cast}
    voted_for = _entries_voted_for([cast[voter] for voter in voters])
    found: dict[tuple[UUID, ...], set[str]] = defaultdict(set)
    for group in sharing:
        ballots = tuple(sorted(cast[person] for person in group.people if person in cast))
        theirs = {entry for person in group.people for entry in behind.get(person, ())}
        if len(ballots) >= SUSPECT_FROM[FlagKind.INSTRUMENT] or any(theirs & voted_for[one] for one in ballots):
            found[ballots].update(group.instruments)
    for ballots, instruments in sorted(found.items()):
        yield Suspects(FlagKind.INSTRUMENT, ballots, sorted(instruments))


def _entries_behind(challenge: Challenge) -> dict[UUID, set[str]]:
    """The entries of each person who may win by them, alone or in a team."""
    behind: dict[UUID, set[str]] = defaultdict(set)
    for entry, entrant, member in judged_entries(challenge).values_list("pk", "entrant_id", "shares__user_id"):
        for person in filter(None, (entrant, member)):
            behind[person].add(str(entry))
    return behind


def _entries_voted_for(ballots: Sequence[UUID]) -> dict[UUID, set[str]]:
    """What each of these ballots stands for now; a score of 0 is for nobody."""
    choices = Choice.objects.standing().filter(ballot__in=ballots).values_list("ballot_id", "marks")
    return {ballot: {entry for entry, mark in marks.items() if mark > 0} for ballot, marks in choices}
