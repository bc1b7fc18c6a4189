"""Which ballots a person should look at: those from one browser or range of addresses, and accounts made in a burst.

A flag changes nothing by itself. Households, schools and offices share a range too: that is for a moderator to tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from bounties.ballots.models import Ballot, Flag, FlagKind, Trace, TraceKind
from bounties.challenges.models import Challenge
from workers.events import emit_many

SUSPECT_FROM = {TraceKind.DEVICE: 2, TraceKind.NETWORK: 3, FlagKind.ACCOUNTS: 5}  # ballots
BURST = timedelta(minutes=2)  # between one new account and the next
BATCH = 2_000
Group = tuple[FlagKind, Sequence[UUID]]


def raise_flags(challenge: Challenge) -> int:
    """Write a flag for each suspicious group of cast ballots; part of beginning the audit."""
    groups = [*_by_trace(challenge), *_by_account(challenge)]
    flags = Flag.objects.bulk_create(Flag(challenge=challenge, kind=kind) for kind, _ in groups)
    members = Flag.ballots.through
    members.objects.bulk_create(
        (
            members(flag_id=flag.pk, ballot_id=ballot)
            for flag, (_, ballots) in zip(flags, groups, strict=True)
            for ballot in ballots
        ),
        batch_size=BATCH,
    )
    emit_many("ballot.flagged", subjects=Flag.objects.filter(pk__in=[flag.pk for flag in flags]))
    return len(flags)


def _by_trace(challenge: Challenge) -> Iterable[Group]:
    sharing: dict[tuple[str, str], list[UUID]] = defaultdict(list)
    traces = Trace.objects.filter(ballot__challenge=challenge, ballot__latest__gte=1).order_by("digest", "ballot_id")
    for kind, digest, ballot in traces.values_list("kind", "digest", "ballot_id").iterator():
        sharing[kind, digest].append(ballot)
    for (kind, _), ballots in sharing.items():
        if len(ballots) >= SUSPECT_FROM[TraceKind(kind)]:
            yield FlagKind(kind), ballots


def _by_account(challenge: Challenge) -> Iterable[Group]:
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


def _burst(run: list[UUID]) -> Iterable[Group]:
    if len(run) >= SUSPECT_FROM[FlagKind.ACCOUNTS]:
        yield FlagKind.ACCOUNTS, run
