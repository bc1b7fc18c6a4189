"""Reminders to pay, before an approved challenge goes back to its drawer."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bounties.challenges.drafting import lock
from bounties.challenges.funding import UNPAID
from bounties.challenges.models import Challenge
from workers.clock import laurel_now
from workers.events import emit

HOURS_BEFORE = (7 * 24, 72, 24)


def set_reminders(challenge: Challenge) -> None:
    """One delivery for each hour that lies ahead, which then looks at the state again; part of approving."""
    if challenge.due_at is None:
        return
    now = laurel_now()
    for hours in HOURS_BEFORE:
        due_at = challenge.due_at - timedelta(hours=hours)
        if due_at > now:
            payload = {"returns_at": challenge.due_at.isoformat()}
            emit("challenge.payment_reminder_set", subject=challenge, payload=payload, due_at=due_at)


@transaction.atomic
def remind(*, challenge_id: UUID, returns_at: str) -> None:
    """Tell its sponsor, if it still is unpaid; one that was drawn back and approved anew has reminders of its own."""
    challenge = lock(challenge_id)
    if challenge.status in UNPAID and challenge.due_at == datetime.fromisoformat(returns_at):
        emit("challenge.payment_reminded", subject=challenge)
