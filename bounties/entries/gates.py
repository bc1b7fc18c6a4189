"""The gates of a staged prize: a stage opens once the one before is decided, and is called off if nobody passed it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bounties.challenges.drafting import lock
from bounties.challenges.models import LIVE, Challenge
from bounties.challenges.reviewing import snapshot
from bounties.challenges.stages import ones_before
from bounties.entries import cancelling
from bounties.entries.models import Entry
from bounties.entries.querysets import EntryQuerySet
from workers.clock import laurel_now
from workers.events import emit
from workers.sweeping import sweep

Status = Challenge.Status
PASSED = [Status.AWARDING, Status.COMPLETED]  # its winners are named
LEFT = [Entry.Status.NOT_SELECTED, Entry.Status.INELIGIBLE, Entry.Status.REJECTED, Entry.Status.DISQUALIFIED]
BATCH = 500
MOMENT = timedelta(seconds=1)
ON_TIME = timedelta(seconds=2)  # a tick's work


def settle_due() -> int:
    """Look at every stage whose hour has come, each in its own transaction; return how many there were."""
    due = Challenge.objects.due().filter(status=Status.SCHEDULED, follows__isnull=False)
    return sweep(list(due.values_list("pk", flat=True)[:BATCH]), lambda key: settle(challenge_id=key))


@transaction.atomic
def settle(*, challenge_id: UUID) -> None:
    """Open a stage whose hour has come, let it wait for the one before, or call it off; nothing, if it is not due."""
    due = Challenge.objects.due().filter(pk=challenge_id, status=Status.SCHEDULED, follows__isnull=False)
    stage = due.select_for_update(no_key=True, skip_locked=True, of=("self",)).first()
    if stage is None or stage.follows_id is None:
        return
    before = Challenge.objects.get(pk=stage.follows_id)
    if before.status in PASSED:
        _open(stage)
    elif before.status in LIVE:
        _wait(stage, before)
    else:
        cancelling.call_off(stage, reason=Challenge.CancelReason.STAGE_NOT_REACHED, by=None)


@transaction.atomic
def call_off_next(*, challenge_id: UUID) -> None:
    """This stage has ended and nobody passed it: the next is called off, and so on. Whatever was held goes back.

    Not where somebody has entered the next already: then it is judged.
    """
    found = Challenge.objects.filter(follows=challenge_id).exclude(status=Status.CANCELLED).first()
    if found is None:
        return
    stage = lock(found.pk)
    if Status.CANCELLED in stage.MOVES[Status(stage.status)] and not stage.entries.competing().exists():
        cancelling.call_off(stage, reason=Challenge.CancelReason.STAGE_NOT_REACHED, by=None)


def entries_bound(challenge: Challenge) -> EntryQuerySet:
    """Whose work stands that was handed in for its sake: to itself, and to stages before it where they may still pass.

    Whoever was put out by a reviewer, a screener or a finding, or not selected, has nothing left that new terms could
    change. If an appeal puts it right, they hand in under the terms in force then.
    """
    own_and_earlier = [challenge.pk, *(one.pk for one in ones_before(challenge))]
    standing: EntryQuerySet = Entry.objects.competing().exclude(status__in=LEFT)
    return standing.filter(challenge__in=own_and_earlier)


def lock_with_earlier(challenge_id: UUID) -> Challenge:
    """A stage under its lock, and before it those before it, the first first: all of `entries_bound` stand still.

    Who changes a later stage's terms asks whose work stands; else somebody might just be handing in to the first.
    """
    for one in reversed(ones_before(Challenge.objects.get(pk=challenge_id))):
        lock(one.pk)
    return lock(challenge_id)


def _open(stage: Challenge) -> None:
    """If it is late, so are its other dates: nobody has less time than was promised."""
    assert stage.opens_at
    assert stage.closes_at
    assert stage.judge_by
    if (late := laurel_now() - stage.opens_at) > ON_TIME:
        stage.opens_at, stage.closes_at, stage.judge_by = (
            stage.opens_at + late, stage.closes_at + late, stage.judge_by + late,
        )  # fmt: skip
        stage.terms_sha256 = snapshot(stage, is_material=False).sha256
    stage.move_to(Status.OPEN, due_at=stage.closes_at)
    stage.version += 1
    stage.save(update_fields=["status", "due_at", "version", "terms_sha256", "opens_at", "closes_at", "judge_by"])
    emit("challenge.opened", subject=stage)


def _wait(stage: Challenge, before: Challenge) -> None:
    now = laurel_now()
    stage.due_at = max(_decided_at(before, now), now + MOMENT)
    stage.version += 1
    stage.save(update_fields=["due_at", "version"])


def _decided_at(before: Challenge, now: datetime) -> datetime:
    """When the stage before is decided for good, as things stand: not earlier, but maybe later."""
    appeal = timedelta(seconds=before.appeal_seconds)
    if before.paused_due_at and before.paused_at:
        return now + (before.paused_due_at - before.paused_at)
    if before.status == Status.PROVISIONAL:
        return before.due_at or now
    if before.status == Status.JUDGING:
        return (before.due_at or now) + appeal
    return (before.judge_by or now) + appeal
