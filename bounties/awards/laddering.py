"""The no-ghost ladder: a challenge that nobody decides climbs the steps of its format, then decides itself.

The reminders before the first step are judging's. Each step happens exactly once: it moves `due_at` under the row's
lock.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bounties.awards.automatic import undecided
from bounties.awards.concluding import conclude
from bounties.awards.granting import end_worked_off
from bounties.awards.settling import settle
from bounties.awards.stopping import contested_until
from bounties.challenges.formats import Step
from bounties.challenges.models import Challenge
from bounties.challenges.windows import arbiter_deadline, extended_deadline
from workers.clock import laurel_now
from workers.events import emit
from workers.sweeping import sweep

BATCH = 500
JUDGING = Challenge.Status.JUDGING
STEPS: dict[Step, tuple[str, Callable[[Challenge, datetime], datetime]]] = {
    Step.EXTENSION: ("judging.extended", extended_deadline),
    Step.ARBITER: ("judging.escalated", arbiter_deadline),
    Step.QUEUE: ("judging.prolonged", arbiter_deadline),
}
RECURRING = {Step.QUEUE}  # taken as often as it takes


def climb_due() -> int:
    """Take every overdue challenge one step further, each in its own transaction; return how many."""
    due = Challenge.objects.due().filter(status=JUDGING).values_list("pk", flat=True)[:BATCH]
    return sweep(list(due), lambda key: climb(challenge_id=key))


@transaction.atomic
def climb(*, challenge_id: UUID) -> None:
    """Take the next step of its format, or decide by the silence rule; nothing, if someone else was faster."""
    challenge = (
        Challenge.objects.select_for_update(no_key=True, skip_locked=True)
        .due()
        .filter(pk=challenge_id, status=JUDGING)
        .first()
    )
    if challenge is None:
        return
    if challenge.rules.has_queue and end_worked_off(challenge):
        return
    ahead = challenge.rules.ladder[challenge.ladder_step :]
    until = None if challenge.rules.is_rolling else contested_until(challenge)
    if ahead:
        _step(challenge, ahead[0])
    elif until and until > laurel_now():
        _wait(challenge, until)
    else:
        rule, proposals = undecided(challenge)
        end = settle if challenge.rules.is_rolling else conclude
        end(challenge=challenge, rule=rule, proposals=proposals, by=None)


def _wait(challenge: Challenge, until: datetime) -> None:
    """Nothing is decided by silence while it is contested who takes part; an appeal has its end."""
    challenge.due_at = until
    challenge.version += 1
    challenge.save(update_fields=["due_at", "version"])


def _step(challenge: Challenge, step: Step) -> None:
    event, deadline = STEPS[step]
    due_at = deadline(challenge, laurel_now())
    challenge.due_at = due_at
    challenge.ladder_step += step not in RECURRING
    challenge.version += 1
    challenge.save(update_fields=["ladder_step", "due_at", "version"])
    emit(event, subject=challenge, payload={"due_at": due_at.isoformat()})
