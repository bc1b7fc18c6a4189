"""Reminders before the judging deadline: one delivery each, with a future hour, which then looks at the state again."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from bounties.challenges.balloting import has_jury
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.challenges.waiting import time_in
from bounties.entries.models import IN_QUEUE, Entry
from bounties.judging.judged import owed_by
from bounties.judging.models import Judgeship
from bounties.judging.replacing import replacement_hour
from workers.clock import laurel_now
from workers.events import emit
from workers.models import Event

HOURS_BEFORE = (7 * 24, 72, 24)
REPLACEMENT = "judging.replacement_set"
HAVE_HOURS_OF_THEIR_OWN = {Decider.BALLOT, Decider.REVIEWER}  # of a vote and its pick, and of each entry in a queue


@transaction.atomic
def set_reminders(*, challenge_id: UUID) -> int:
    """Set a reminder for each hour that still lies ahead, so a short window has fewer; return how many."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    now, deadline = laurel_now(), challenge.judge_by
    if challenge.status != Challenge.Status.JUDGING or deadline is None:
        return 0
    if challenge.rules.decided_by in HAVE_HOURS_OF_THEIR_OWN and not has_jury(challenge):
        return 0
    if not challenge.prize_total:  # a board on which nothing is to be won: nobody has to decide
        return 0
    ahead = [hours for hours in HOURS_BEFORE if deadline - timedelta(hours=hours) > now]
    for hours in ahead:
        due_at = deadline - timedelta(hours=hours)
        emit("judging.reminder_set", subject=challenge, payload={"hours": hours}, due_at=due_at)
    if replacement_hour(challenge) > now or not _was_set(challenge):  # who has just stepped in keeps the seat
        emit(REPLACEMENT, subject=challenge, due_at=replacement_hour(challenge))
    return len(ahead)


def _was_set(challenge: Challenge) -> bool:
    return Event.objects.filter(root=str(challenge.pk), name=REPLACEMENT).exists()


@transaction.atomic
def remind(*, challenge_id: UUID, hours: int) -> int:
    """Remind the judges who owe a scorecard; return how many were reminded.

    Nobody, if the challenge is decided, or if a pause has moved the deadline since: then a later reminder is set.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if challenge.status != Challenge.Status.JUDGING or _is_early(challenge, hours):
        return 0
    seats = Judgeship.objects.accepted().filter(challenge=challenge).select_related("challenge")
    silent = [seat for seat in seats if owed_by(seat).exists()]
    for seat in silent:
        emit("judge.reminded", subject=seat, payload={"hours": hours})
    emit("judging.reminded", subject=challenge, payload={"hours": hours, "silent": len(silent)})
    return len(silent)


def _is_early(challenge: Challenge, hours: int) -> bool:
    return challenge.judge_by is not None and laurel_now() < challenge.judge_by - timedelta(hours=hours)


@transaction.atomic
def remind_reviewers(*, entry_id: UUID, number: int, hours: int) -> bool:
    """Tell whoever may review that this version still waits; false if it does not, or its hour stands still or moved.

    After a pause later reminders are set, for the hours as they are then.
    """
    held = Entry.objects.select_for_update(no_key=True, of=("self",)).select_related("challenge")
    entry = held.get(pk=entry_id)
    if entry.latest_version != number or entry.status not in IN_QUEUE or entry.escalations:
        return False
    assert entry.decide_by
    if time_in(entry.challenge) < entry.decide_by - timedelta(hours=hours):
        return False
    emit("entry.review_reminded", subject=entry, payload={"hours": hours})
    return True
