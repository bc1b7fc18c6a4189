"""The end of a challenge: completed with its last payment, or not awarded; what is left in the purse goes back."""

from bounties.awards.life import ENDED
from bounties.awards.models import Award
from bounties.awards.naming import name_winners
from bounties.challenges.models import Challenge
from payments.purses import refunding
from workers.events import emit

Status = Challenge.Status


def complete_if_done(*, challenge: Challenge) -> Challenge:
    """Part of the services that end an award: close the challenge when no award is waited for any more."""
    awards = Award.objects.filter(challenge=challenge)
    if challenge.status == Status.CANCELLED and not awards.unfinished().exists():
        refunding.refund_all(reference=str(challenge.pk), reason=challenge.status, by=None)  # kill fees nobody took
    if challenge.status != Status.AWARDING or awards.unfinished().exists():
        return challenge
    if not awards.filter(status__in=ENDED).exists():
        return close_without_award(challenge=challenge)
    return _close(challenge, Status.COMPLETED, "challenge.completed")


def close_without_award(*, challenge: Challenge) -> Challenge:
    """No entry qualified, or nobody took what was offered: everything goes back to those who paid it in."""
    name_winners(challenge=challenge)
    return _close(challenge, Status.NO_AWARD, "challenge.not_awarded")


def close_without_pool(*, challenge: Challenge) -> Challenge:
    """Nothing was to be won: it has run its course."""
    challenge.move_to(Status.AWARDING)
    challenge.save(update_fields=["status", "due_at"])
    return _close(challenge, Status.COMPLETED, "challenge.completed")


def _close(challenge: Challenge, status: Challenge.Status, event: str) -> Challenge:
    challenge.move_to(status)
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "version"])
    emit(event, subject=challenge)
    if challenge.prize_total:
        refunding.refund_all(reference=str(challenge.pk), reason=status.value, by=None)
    return challenge
