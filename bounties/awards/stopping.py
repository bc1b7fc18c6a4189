"""The appeal window stands still while anything is contested in it, and then goes on with what was left of it."""

from datetime import datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from bounties.awards.errors import AppealUndecided
from bounties.awards.models import Appeal
from bounties.challenges.models import Challenge
from workers.clock import laurel_now

NONE = timedelta(0)


def window_left(challenge: Challenge) -> timedelta:
    """Of the appeal window; none outside of it. While an appeal is open it stands still."""
    if challenge.status != Challenge.Status.PROVISIONAL or challenge.due_at is None:
        return NONE
    stopped = Appeal.objects.filter(challenge=challenge).stopping().first()
    if stopped and stopped.window_left is not None:
        return stopped.window_left
    return challenge.due_at - laurel_now()


def contested_until(challenge: Challenge) -> datetime | None:
    """Until when it may be open who takes part at all: the last date of those who contest that they are out."""
    contests = Appeal.objects.filter(challenge=challenge, award=None).open()
    return contests.aggregate(last=Max("due_at"))["last"]


def require_uncontested(challenge: Challenge) -> None:
    """Raise AppealUndecided while it is open who takes part."""
    if until := contested_until(challenge):
        raise AppealUndecided(_("It is contested who takes part. Decide after that, or from {until} on."), until=until)


def set_clock(challenge: Challenge) -> None:
    """Wait for the first open appeal that falls due, or let the window go on; part of whatever ends or begins one.

    Nothing where no window runs.
    """
    if challenge.status != Challenge.Status.PROVISIONAL:
        return
    appeals = Appeal.objects.filter(challenge=challenge)
    waiting = [appeal.due_at for appeal in appeals.stopping() if appeal.due_at]
    last = appeals.decided().filter(window_left__isnull=False).order_by("decided_at", "pk").last()
    if waiting:
        challenge.due_at = min(waiting)
    elif last and last.window_left is not None:
        challenge.due_at = laurel_now() + last.window_left
    challenge.version += 1
    challenge.save(update_fields=["due_at", "version"])
