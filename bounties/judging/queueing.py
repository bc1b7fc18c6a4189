"""Reads of a queue: who is next, what its reviewers see, and where an entry stands. Nobody learns who else waits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import IN_QUEUE, Entry, EntryVersion
from bounties.errors import NotAllowed
from bounties.judging import policies
from bounties.judging.aliases import alias_of
from bounties.judging.models import Verdict

Reader = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class InLine:
    """An entry that waits, as reviewers see it."""

    id: UUID
    alias: str
    status: str
    decide_by: datetime | None
    leased_until: datetime | None  # null: nobody reads it
    is_mine: bool
    is_with_the_arbiter: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """How far a queue has come, and what waits in it. The first of these is the next to be accepted."""

    slots: int
    accepted: int
    waiting: QuerySet[EntryVersion]


@dataclass(frozen=True, slots=True)
class Position:
    """Where an entry stands, for its own team."""

    status: str
    ahead: int | None  # how many entries are decided before it; null: it does not wait
    decide_by: datetime | None
    is_being_read: bool
    is_with_the_arbiter: bool


def in_line(challenge: Challenge) -> QuerySet[EntryVersion]:
    """What waits, in the order of receipt."""
    waiting = EntryVersion.objects.filter(
        entry__challenge=challenge, entry__status__in=IN_QUEUE, number=F("entry__latest_version")
    )
    return waiting.select_related("entry").defer("body", "entry__body").order_by("received_at", "pk")


def queue_of(challenge: Challenge, reader: Reader) -> Queue:
    """For the judging side. Raises NotAllowed."""
    if not policies.is_on_the_judging_side(challenge, reader):
        raise NotAllowed(_("Only its reviewers and the sponsor's side see the queue."))
    return Queue(
        slots=sum(challenge.prizes.values_list("count", flat=True)),
        accepted=challenge.entries.filter(status=Entry.Status.ACCEPTED).count(),
        waiting=in_line(challenge),
    )


def row_of(entry: Entry, reader: Reader) -> InLine:
    """What reviewers see of it."""
    is_read = entry.status == Entry.Status.IN_REVIEW
    return InLine(
        id=entry.pk,
        alias=alias_of(entry.pk),
        status=entry.status,
        decide_by=entry.decide_by,
        leased_until=entry.due_at if is_read else None,
        is_mine=is_read and entry.reviewer_id == reader.pk,
        is_with_the_arbiter=entry.escalations > 0,
    )


def position_of(entry: Entry) -> Position:
    """How many are decided before it, and by when it is."""
    return Position(
        status=entry.status,
        ahead=earlier(entry).count() if entry.status in IN_QUEUE else None,
        decide_by=entry.decide_by,
        is_being_read=entry.status == Entry.Status.IN_REVIEW,
        is_with_the_arbiter=entry.escalations > 0,
    )


def earlier(entry: Entry) -> QuerySet[EntryVersion]:
    """What waits and was received before it, so must be decided before it may be accepted."""
    own = EntryVersion.objects.get(entry=entry, number=entry.latest_version)
    before = Q(received_at__lt=own.received_at) | Q(received_at=own.received_at, pk__lt=own.pk)
    return in_line(entry.challenge).exclude(entry=entry).filter(before)


def versions_reviewed_by(challenge: Challenge, reader: Reader) -> QuerySet[EntryVersion]:
    """What one reads at the moment or gave a verdict on, and whatever was accepted. The rest stays sealed."""
    latest = Q(number=F("entry__latest_version"))
    reading = latest & Q(entry__status=Entry.Status.IN_REVIEW, entry__reviewer=reader.pk)
    accepted = latest & Q(entry__status=Entry.Status.ACCEPTED)
    found = EntryVersion.objects.filter(
        reading | accepted | Q(verdicts__given_by=reader.pk), entry__challenge=challenge
    )
    return found.select_related("entry__challenge").order_by("entry_id", "number")


def verdicts_for(entry_id: UUID, reader: Reader) -> QuerySet[Verdict]:
    """Of one's own entry, or of one that one reviews; Entry.DoesNotExist for everyone else."""
    entry = Entry.objects.select_related("challenge").get(pk=entry_id)
    if Entry.objects.visible_to(reader).filter(pk=entry_id).exists():
        return Verdict.objects.of_entry(entry).select_related("version")
    on_the_side = policies.is_on_the_judging_side(entry.challenge, reader)
    if not on_the_side or not versions_reviewed_by(entry.challenge, reader).filter(entry=entry).exists():
        raise Entry.DoesNotExist
    return Verdict.objects.of_entry(entry).select_related("version")
