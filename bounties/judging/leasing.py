"""A reviewer takes the head of the queue on a lease; what is not decided in its time is the arbiter's."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.challenges.windows import arbiter_deadline, lease_deadline
from bounties.entries.models import IN_QUEUE, Entry
from bounties.judging import policies
from bounties.judging.errors import NothingWaits, NotOnLease
from bounties.judging.queueing import in_line
from workers.clock import LaurelNow, laurel_now
from workers.events import emit
from workers.sweeping import sweep

BATCH = 500
Status = Entry.Status


@transaction.atomic
def take(*, challenge_id: UUID, by: User) -> Entry:
    """Read the next entry alone until `due_at`; who reads one already gets the same.

    For the sponsor's managers and accepted judges; what waited too long, for an arbiter without a part only. Raises
    NotAllowed, NotJudging, NothingWaits.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    policies.require_reviewing(challenge)
    is_arbiters = policies.reviews_as_arbiter(challenge, by)
    _advance(challenge)
    waiting = in_line(challenge)
    held = waiting.filter(entry__reviewer=by).first()
    if held:
        return held.entry
    mine = Q(entry__escalations__gt=0) if is_arbiters else Q(entry__escalations=0)
    free = waiting.filter(mine, entry__status=Status.QUEUED).first()
    if free is None:
        raise NothingWaits(_("No entry waits for you at the moment."))
    free.entry.challenge = challenge
    return _lease(free.entry, by)


def _lease(entry: Entry, by: User) -> Entry:
    assert entry.decide_by
    entry.move_to(Status.IN_REVIEW, due_at=min(lease_deadline(entry.challenge, laurel_now()), entry.decide_by))
    entry.reviewer = by
    _save(entry)
    emit("entry.taken", subject=entry, by=by)
    return entry


@transaction.atomic
def give_back(*, entry_id: UUID, by: User) -> Entry:
    """Let somebody else read it; it keeps its place. Raises Entry.DoesNotExist, NotOnLease, NotJudging."""
    entry = held_by(entry_id, by)
    entry.move_to(Status.QUEUED, due_at=entry.decide_by)
    _save(entry)
    emit("entry.given_back", subject=entry, by=by)
    return entry


def held_by(entry_id: UUID, by: User) -> Entry:
    """The entry under its challenge's lock, if this person may decide on it right now.

    Raises Entry.DoesNotExist for whom there is no such entry, NotJudging, NotAllowed, and NotOnLease for who did not
    take it, or took it too long ago: the clock decides, not the tick.
    """
    challenge_id = Entry.objects.values_list("challenge_id", flat=True).get(pk=entry_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if not challenge.rules.has_queue or not policies.may_review(challenge, by):
        raise Entry.DoesNotExist
    policies.require_reviewing(challenge)
    entry = Entry.objects.get(pk=entry_id)
    entry.challenge = challenge
    if entry.reviewer_id != by.pk or entry.due_at is None or entry.due_at <= laurel_now():
        raise NotOnLease(_("You do not read this entry at the moment. Take the next one of the queue."))
    return entry


def advance_due() -> int:
    """Give back what was leased too long, and pass to the arbiter what waited too long; return in how many queues."""
    running = Challenge.objects.filter(status__in=policies.REVIEWING)
    due = running.filter(entries__status__in=IN_QUEUE, entries__due_at__lte=LaurelNow())
    keys = list(due.values_list("pk", flat=True).distinct()[:BATCH])
    return sweep(keys, lambda key: advance(challenge_id=key))


@transaction.atomic
def advance(*, challenge_id: UUID) -> None:
    """The same for one queue, unless somebody holds it: then at the next tick."""
    running = Challenge.objects.select_for_update(no_key=True, skip_locked=True)
    challenge = running.filter(pk=challenge_id, status__in=policies.REVIEWING).first()
    if challenge:
        _advance(challenge)


def _advance(challenge: Challenge) -> None:
    now = laurel_now()
    due = Entry.objects.filter(challenge=challenge, status__in=IN_QUEUE, due_at__lte=now).order_by("decide_by", "pk")
    for entry in due:
        entry.challenge = challenge
        if entry.status == Status.IN_REVIEW:
            _end_lease(entry)
        if entry.decide_by and entry.decide_by <= now:
            _escalate(entry, now)


def _end_lease(entry: Entry) -> None:
    reviewer = str(entry.reviewer_id)
    entry.move_to(Status.QUEUED, due_at=entry.decide_by)
    _save(entry)
    emit("entry.lease_ended", subject=entry, payload={"reviewer": reviewer})


def _escalate(entry: Entry, now: datetime) -> None:
    """To the arbiter, and when the arbiter's own time is up once more: it is never decided by silence."""
    entry.escalations += 1
    entry.decide_by = entry.due_at = arbiter_deadline(entry.challenge, now)
    _save(entry)
    emit("entry.escalated", subject=entry, payload={"times": entry.escalations})


def _save(entry: Entry) -> None:
    entry.version += 1
    entry.save(update_fields=[*Entry.MOVED, "version"])
