"""What is read of a ballot: its options by every voter in an order of their own, the tally by everyone at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.ballots import counting, policies
from bounties.ballots.errors import NotTallied
from bounties.ballots.models import Ballot, Choice, Flag, Tally
from bounties.challenges.ballot_rules import BallotRules, rules_of
from bounties.challenges.balloting import Schedule, has_jury
from bounties.challenges.models import Challenge
from bounties.entries.models import EntryVersion
from bounties.judging.aliases import alias_of
from bounties.judging.gallery import Exhibit, exhibits
from bounties.judging.judged import judged_versions
from bounties.judging.standings import rule_options
from workers.clock import laurel_now

Reader = User | AnonymousUser
WHOLE = 100  # percent


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """What the reader's ballot says now; `receipt` finds it in the recount."""

    receipt: str
    marks: Sequence[dict[str, Any]]
    cast_at: datetime
    is_void: bool
    void_reason: str


@dataclass(frozen=True, slots=True)
class Option:
    """An entry on the ballot, without anything that names its entrant."""

    exhibit: Exhibit
    body: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot paper as one reader gets it. Nothing on it depends on the votes of others."""

    challenge: UUID
    rules: BallotRules
    hours: Schedule
    public_share: int  # percent of the result; the rest is a jury's
    ballot: OwnBallot | None
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Result:
    """The tally with the entries' names on the ballot."""

    challenge: UUID
    rules: BallotRules
    public_share: int
    counted: int
    voided: int
    has_quorum: bool
    results: Sequence[dict[str, Any]]
    next: None = None
    previous: None = None


def paper_for(challenge: Challenge, reader: Reader) -> Paper:
    """The reader's ballot paper; without options until votes are taken. Raises NoBallot."""
    hours = policies.hours_of(challenge)
    is_shown = challenge.phase not in policies.NOT_YET and laurel_now() >= hours.opens_at
    versions = list(judged_versions(challenge)) if is_shown else []
    return Paper(
        challenge=challenge.pk,
        rules=rules_of(challenge.ballot),
        hours=hours,
        public_share=public_share_of(challenge),
        ballot=own_ballot(challenge, reader),
        options=_options(challenge, versions, reader),
    )


def own_ballot(challenge: Challenge, reader: Reader) -> OwnBallot | None:
    """What the reader last said, if anything."""
    if not reader.is_authenticated:
        return None
    choice = Choice.objects.standing().filter(ballot__challenge=challenge, ballot__voter=reader)
    found = choice.select_related("ballot").first()
    return _shown(found.ballot, found) if found else None


def _shown(ballot: Ballot, choice: Choice) -> OwnBallot:
    marks = [{"entry": entry, "mark": mark} for entry, mark in sorted(choice.marks.items())]
    return OwnBallot(ballot.receipt, marks, choice.cast_at, ballot.is_void, ballot.void_reason)


def public_share_of(challenge: Challenge) -> int:
    """For how much the votes count, in percent: for all, unless a jury scores, too."""
    return rule_options(challenge).public_share if has_jury(challenge) else WHOLE


def _options(challenge: Challenge, versions: Sequence[EntryVersion], reader: Reader) -> list[Option]:
    """In an order that is random for each reader, and the same whenever they look."""
    own = policies.own_entries(challenge, reader)
    bodies = {version.entry_id: version.body for version in versions}
    options = [Option(one, bodies[one.id], one.id in own) for one in exhibits(versions)]
    return sorted(options, key=lambda one: sha256(f"{reader.pk}|{one.exhibit.id}".encode()).digest())


def result_for(challenge: Challenge) -> Result:
    """The tally, for everyone who sees the challenge. Raises NoBallot, NotTallied."""
    policies.hours_of(challenge)
    policies.require_told(challenge)
    found = Tally.objects.filter(challenge=challenge).first()
    if found is None:
        raise NotTallied(_("Nobody learns how the votes stand before they are counted."))
    titles = dict(challenge.entries.values_list("pk", "title"))
    return Result(
        challenge=challenge.pk,
        rules=rules_of(challenge.ballot),
        public_share=public_share_of(challenge),
        counted=found.counted,
        voided=found.voided,
        has_quorum=counting.has_quorum(challenge, found),
        results=[
            one | {"alias": alias_of(UUID(one["entry"])), "title": titles[UUID(one["entry"])]} for one in found.placings
        ],
    )


def flags_of(challenge: Challenge, reader: User) -> QuerySet[Flag]:
    """What is to be looked at, with its ballots and their voters; never with what they say. Raises NotAllowed."""
    policies.require_reader_of_flags(reader)
    flags = Flag.objects.filter(challenge=challenge).annotate(size=Count("ballots"))
    return flags.prefetch_related("ballots__voter").order_by("id")
