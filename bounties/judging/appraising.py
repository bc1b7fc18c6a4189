"""Readers vote on answers, which counts only if the asker is silent."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.locking import lock_entry
from bounties.errors import InvalidInput
from bounties.judging.errors import NotJudging
from bounties.judging.models import AnswerVote
from bounties.judging.voters import require_voter
from workers.events import emit

VALUES = {-1, 0, 1}
UNDECIDED = [Challenge.Status.OPEN, Challenge.Status.JUDGING]


@transaction.atomic
def appraise(*, entry_id: UUID, value: int, by: User) -> None:
    """Vote for (1) or against (-1) an answer, or take the vote back (0); changeable until the decision.

    For verified accounts; not for one's own or one's team's answer, nor for those who ask or pay: what they think they
    say by accepting. Raises NotAllowed, InvalidInput, NotJudging.
    """
    if value not in VALUES:
        raise InvalidInput(_("{value} is no vote. Say 1, -1, or 0 to take it back."), field="value", value=value)
    entry = lock_entry(entry_id)
    require_voter(entry, by)
    if entry.challenge.status not in UNDECIDED:
        raise NotJudging(_("The question is decided or stopped; votes stay as they are."))
    if value:
        AnswerVote.objects.update_or_create(entry=entry, voter=by, defaults={"value": value})
    else:
        AnswerVote.objects.filter(entry=entry, voter=by).delete()
    emit("answer.voted", subject=entry, by=by, payload={"value": value})
