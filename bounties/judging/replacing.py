"""Silent judges are replaced from the reserve a day before the time to judge is up, or halfway if that is shorter."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bounties.challenges.models import Challenge
from bounties.judging.covering import cover
from bounties.judging.judged import owed_by
from bounties.judging.models import Assignment, Judgeship, Scorecard
from bounties.judging.querysets import FINISHED
from workers.clock import laurel_now
from workers.events import emit

BEFORE = timedelta(hours=24)


def replacement_hour(challenge: Challenge) -> datetime:
    """When silence costs a seat; of a challenge that was published, which has its hours."""
    assert challenge.judge_by
    assert challenge.judged_from
    return max(challenge.judge_by - BEFORE, challenge.judge_by - (challenge.judge_by - challenge.judged_from) / 2)


@transaction.atomic
def replace_silent(*, challenge_id: UUID) -> int:
    """Give the seats of judges who have not finished a single scorecard to the reserve; return how many.

    Their entries pass to whoever stepped in, as far as that judge has no conflict with them.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if challenge.status != Challenge.Status.JUDGING or _is_early(challenge):
        return 0
    reserve = list(Judgeship.objects.reserve().filter(challenge=challenge).order_by("invited_at", "pk"))
    pairs = list(zip(_silent(challenge), reserve, strict=False))
    for silent, stand_in in pairs:
        _replace(silent, stand_in)
    cover(challenge_id=challenge_id)
    return len(pairs)


def _silent(challenge: Challenge) -> list[Judgeship]:
    finished = Scorecard.objects.filter(status__in=FINISHED).values("judgeship_id")
    seats = Judgeship.objects.accepted().filter(challenge=challenge, is_reserve=False, is_chair=False)
    return [seat for seat in seats.exclude(pk__in=finished).order_by("invited_at", "pk") if owed_by(seat).exists()]


def _replace(silent: Judgeship, stand_in: Judgeship) -> None:
    own = set(stand_in.assignments.values_list("entry_id", flat=True))
    inherited = [entry for entry in silent.assignments.values_list("entry_id", flat=True) if entry not in own]
    silent.move_to(Judgeship.Status.REPLACED)
    silent.save(update_fields=["status", "due_at"])
    stand_in.is_reserve = False
    stand_in.save(update_fields=["is_reserve"])
    Assignment.objects.bulk_create(Assignment(judgeship=stand_in, entry_id=entry) for entry in inherited)
    emit("judge.replaced", subject=silent)
    emit("judge.called_up", subject=stand_in)


def _is_early(challenge: Challenge) -> bool:
    """A pause has moved the hour since: a later delivery is set."""
    return laurel_now() < replacement_hour(challenge)
