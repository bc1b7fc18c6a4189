"""The appeal window stands still while anything is contested in it, and then goes on with what was left of it."""

from datetime import timedelta

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
