"""The hours of a ballot: one delivery for each, set when the challenge closes or resumes, which then looks again."""

from uuid import UUID

from django.db import transaction

from bounties.ballots import auditing, counting, policies
from bounties.challenges.models import Challenge
from workers.clock import laurel_now
from workers.events import Event, emit

JUDGING = Challenge.Status.JUDGING


@transaction.atomic
def set_hours(*, challenge_id: UUID) -> None:
    """Wake at each hour that is still to come, if the public decides this challenge."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if challenge.status != JUDGING or not policies.has_ballot(challenge):
        return
    hours, now = policies.hours_of(challenge), laurel_now()
    if hours.opens_at <= now < hours.ends_at:
        _open(challenge)
    moments = {"opens_at": hours.opens_at, "ends_at": hours.ends_at, "tallied_at": hours.tallied_at}
    for name, due_at in moments.items():
        if due_at > now:
            emit("ballot.hour_set", subject=challenge, payload={"hour": name}, due_at=due_at)


@transaction.atomic
def wake(*, challenge_id: UUID, hour: str) -> None:
    """Do what is to be done at this hour; nothing, if a pause has moved it since: then a later delivery waits."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if challenge.status != JUDGING:
        return
    if hour == "opens_at":
        if laurel_now() >= policies.hours_of(challenge).opens_at:
            _open(challenge)
    elif hour == "ends_at":
        auditing.begin(challenge_id=challenge_id)
    else:
        counting.count_due(challenge_id=challenge_id)


def _open(challenge: Challenge) -> None:
    """Tell it once, however often the challenge is paused and resumed."""
    if not Event.objects.filter(name="ballot.opened", root=str(challenge.pk)).exists():
        emit("ballot.opened", subject=challenge)
