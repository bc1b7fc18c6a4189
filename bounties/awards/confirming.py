"""The end of the appeal window: by the clock, the awards are offered and the challenge is awarding."""

from uuid import UUID

from django.db import transaction

from bounties.awards.completing import close_without_award, complete_if_done
from bounties.awards.models import Award
from bounties.awards.naming import name_winners
from bounties.awards.ruling import uphold_unanswered
from bounties.challenges.models import Challenge
from bounties.challenges.windows import offer_deadline
from workers.clock import laurel_now
from workers.events import emit, emit_many
from workers.sweeping import sweep

BATCH = 500
PROVISIONAL = Challenge.Status.PROVISIONAL


def confirm_due() -> int:
    """Confirm every decision whose window is over, each in its own transaction; return how many."""
    due = Challenge.objects.due().filter(status=PROVISIONAL).values_list("pk", flat=True)[:BATCH]
    return sweep(list(due), lambda key: confirm(challenge_id=key))


@transaction.atomic
def confirm(*, challenge_id: UUID) -> None:
    """Offer the awards, or give back the rest of a window that an unanswered appeal had stopped."""
    challenge = (
        Challenge.objects.select_for_update(no_key=True, skip_locked=True)
        .due()
        .filter(pk=challenge_id, status=PROVISIONAL)
        .first()
    )
    if challenge is None or uphold_unanswered(challenge=challenge):
        return
    if not Award.objects.filter(challenge=challenge).live().exists():
        close_without_award(challenge=challenge)
        return
    challenge.move_to(Challenge.Status.AWARDING)
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "version"])
    emit("challenge.confirmed", subject=challenge)
    _offer(challenge)
    name_winners(challenge=challenge)
    complete_if_done(challenge=challenge)  # what was offered at once may be paid already


def _offer(challenge: Challenge) -> None:
    standing = list(Award.objects.filter(challenge=challenge).standing().values_list("pk", flat=True))
    due_at = offer_deadline(challenge, laurel_now())
    offered = Award.objects.filter(pk__in=standing)
    offered.update(status=Award.Status.OFFERED, due_at=due_at)
    emit_many("award.offered", subjects=offered)
