"""A moderator stops a challenge's clock for a while, and starts it again: nobody loses time that lay ahead."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges import policies
from bounties.challenges.drafting import lock
from bounties.challenges.models import Challenge
from bounties.challenges.reviewing import snapshot
from bounties.challenges.waiting import move_on
from bounties.errors import IllegalMove, InvalidInput
from workers.clock import laurel_now
from workers.events import emit

Status = Challenge.Status
PAUSE = ("paused_from", "paused_at", "paused_due_at", "pause_reason")
DEADLINES = ("opens_at", "closes_at", "judge_by")


@transaction.atomic
def pause(*, challenge_id: UUID, reason: str, by: User) -> Challenge:
    """Take nothing and let nothing fall due until it is resumed; the reason is public.

    For moderators without a part in its sponsor. Raises NotAllowed, InvalidInput without a reason, IllegalMove.
    """
    challenge = lock(challenge_id)
    policies.require_reviewer(challenge, by)
    if not reason.strip():
        raise InvalidInput(_("It is empty. Tell those who wait why."), field="reason")
    whence, due_at = challenge.status, challenge.due_at
    challenge.move_to(Status.PAUSED)
    challenge.paused_from, challenge.paused_due_at = whence, due_at
    challenge.paused_at, challenge.pause_reason = laurel_now(), reason.strip()
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "version", *PAUSE])
    emit("challenge.paused", subject=challenge, by=by)
    return challenge


@transaction.atomic
def resume(*, challenge_id: UUID, by: User) -> Challenge:
    """Go on where it stopped: every deadline that lay ahead, and whatever waits, is later by the time it was paused.

    For moderators without a part in its sponsor. Raises NotAllowed or IllegalMove. More time undercuts nobody's work,
    so nobody has to accept the terms anew.
    """
    challenge = lock(challenge_id)
    policies.require_reviewer(challenge, by)
    if challenge.status != Status.PAUSED or not (challenge.paused_at and challenge.paused_due_at):
        raise IllegalMove(_("A challenge that is “{status}” is not paused."), status=challenge.get_status_display())
    span = laurel_now() - challenge.paused_at
    _shift(challenge, span)
    move_on(challenge, span)
    challenge.move_to(challenge.phase, due_at=challenge.paused_due_at + span)
    challenge.version += 1
    challenge.terms_sha256 = snapshot(challenge, is_material=False).sha256
    challenge.save(update_fields=["status", "due_at", "version", "terms_sha256", "stood_still", *DEADLINES, *PAUSE])
    emit("challenge.resumed", subject=challenge, by=by)
    return challenge


def _shift(challenge: Challenge, span: timedelta) -> None:
    """Move what lay ahead when it was paused; what was over then stays as it was."""
    for name in DEADLINES:
        moment = getattr(challenge, name)
        if moment > challenge.paused_at:
            setattr(challenge, name, moment + span)
            if name == "judge_by" and challenge.phase == Status.JUDGING:
                challenge.stood_still += span  # what counts from the close, which is past, moves with what counts back
