"""One award's move: under its challenge's lock, saved and told."""

from datetime import datetime
from uuid import UUID

from bounties.accounts.models import User
from bounties.awards.life import Status
from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from workers.events import emit


def locked_award(award_id: UUID) -> Award:
    """The award under its challenge's lock, without which no award moves; or Award.DoesNotExist."""
    challenge_id = Award.objects.values_list("challenge_id", flat=True).get(pk=award_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    award = Award.objects.get(pk=award_id)
    award.challenge = challenge
    return award


def move(
    award: Award,
    status: Status,
    *,
    by: User | None = None,
    due_at: datetime | None = None,
    facts: dict[str, str] | None = None,
) -> Award:
    """Enter the next status, or raise IllegalMove; part of a service that holds the lock."""
    award.move_to(status, due_at=due_at)
    award.save(update_fields=["status", "due_at"])
    emit(f"award.{status.value}", subject=award, by=by, payload=facts)
    return award
