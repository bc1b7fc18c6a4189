"""A sponsor calls a challenge off, which is possible only while nobody has handed in work."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges import policies
from bounties.challenges.drafting import lock
from bounties.challenges.models import Challenge
from bounties.challenges.stages import require_first
from bounties.entries.models import Entry
from bounties.entries.pausing import PAUSE
from bounties.entries.refusals import EntriesReceived
from bounties.errors import InvalidInput
from payments.purses import refunding
from payments.purses.models import Purse
from workers.events import emit

BY_THE_CLOCK = {
    Challenge.CancelReason.NONE,
    Challenge.CancelReason.GOAL_NOT_MET,
    Challenge.CancelReason.STAGE_NOT_REACHED,
}
REASONS = [reason for reason in Challenge.CancelReason.values if reason not in BY_THE_CLOCK]


@transaction.atomic
def cancel(*, challenge_id: UUID, reason: str, by: User) -> Challenge:
    """Call it off; what was paid goes back with the platform's fee, by itself.

    Raises NotAllowed, InvalidInput, IllegalMove, or EntriesReceived: then it is decided, and the held money won.
    """
    challenge = admit(challenge_id=challenge_id, reason=reason, by=by)
    if challenge.entries.competing().exists():
        raise EntriesReceived(
            _(
                "Work was handed in, so it can't be called off: it will be judged, and its winners paid. If "
                "nobody decides, the arbiter does, and at last the published rule."
            )
        )
    return call_off(challenge, reason=reason, by=by)


def admit(*, challenge_id: UUID, reason: str, by: User) -> Challenge:
    """The challenge under its lock, if this person may call it off now for this reason. Raises as `cancel` does."""
    if reason not in REASONS:
        raise InvalidInput(
            _('There is no reason "{reason}". Choose one of: {known}.'),
            field="reason",
            reason=reason,
            known=list(REASONS),
        )
    challenge = lock(challenge_id)
    policies.require_editor(challenge, by)
    require_first(challenge)
    challenge.require_move(Challenge.Status.CANCELLED)
    return challenge


def call_off(challenge: Challenge, *, reason: str, by: User | None) -> Challenge:
    """Enter cancelled; part of a service that holds the lock and has guarded."""
    challenge.move_to(Challenge.Status.CANCELLED)
    challenge.cancel_reason = reason
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "cancel_reason", "version", *PAUSE])
    emit("challenge.cancelled", subject=challenge, by=by)
    return challenge


@transaction.atomic
def return_purse(*, challenge_id: UUID) -> None:
    """Send everything back, fee included, unless somebody had worked for it: then what is due to whom is settled."""
    if Entry.objects.competing().filter(challenge_id=challenge_id).exists():
        return
    if Purse.objects.filter(reference=str(challenge_id)).exists():
        refunding.refund_all(reference=str(challenge_id), reason="cancelled", by=None, include_fee=True)
