"""The no-ghost ladder: a challenge that nobody decides is extended once, goes to the arbiter, then decides itself.

The reminders before the first step are judging's. Each step happens exactly once: it moves `due_at` under the row's
lock.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from bounties.awards.automatic import silence_rule
from bounties.awards.concluding import conclude
from bounties.awards.policies import EXTENDED, PANEL, WITH_THE_ARBITER
from bounties.awards.sweeping import sweep
from bounties.awards.windows import arbiter_deadline, extension_of
from bounties.challenges.models import Challenge
from workers.clock import laurel_now
from workers.events import emit

BATCH = 500
JUDGING = Challenge.Status.JUDGING


def climb_due() -> int:
    """Take every overdue challenge one step further, each in its own transaction; return how many."""
    due = Challenge.objects.due().filter(status=JUDGING).values_list("pk", flat=True)[:BATCH]
    return sweep(list(due), lambda key: climb(challenge_id=key))


@transaction.atomic
def climb(*, challenge_id: UUID) -> None:
    """Extend, escalate, or decide by the automatic rule; nothing, if someone else was faster."""
    challenge = (
        Challenge.objects.select_for_update(no_key=True, skip_locked=True)
        .due()
        .filter(pk=challenge_id, status=JUDGING)
        .first()
    )
    if challenge is None:
        return
    now = laurel_now()
    if challenge.ladder_step == PANEL:
        _step(challenge, EXTENDED, now + extension_of(challenge), "judging.extended")
    elif challenge.ladder_step == EXTENDED:
        _step(challenge, WITH_THE_ARBITER, arbiter_deadline(challenge, now), "judging.escalated")
    else:
        rule, proposals = silence_rule(challenge)
        conclude(challenge=challenge, rule=rule, proposals=proposals, by=None)


def _step(challenge: Challenge, step: int, due_at: datetime, event: str) -> None:
    challenge.ladder_step, challenge.due_at = step, due_at
    challenge.version += 1
    challenge.save(update_fields=["ladder_step", "due_at", "version"])
    emit(event, subject=challenge, payload={"due_at": due_at.isoformat()})
