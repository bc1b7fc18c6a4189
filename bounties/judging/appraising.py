"""Readers vote on answers, which counts only if the asker is silent."""

from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.challenges.models import Backing, Challenge
from bounties.entries.locking import lock_entry
from bounties.entries.models import Entry
from bounties.errors import InvalidInput, NotAllowed
from bounties.judging.errors import NotJudging
from bounties.judging.models import AnswerVote
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
        raise InvalidInput(f"{value} is no vote. Say 1, -1, or 0 to take it back.", field="value")
    entry = lock_entry(entry_id)
    _require_voter(entry, by)
    if entry.challenge.status not in UNDECIDED:
        raise NotJudging("The question is decided or stopped; votes stay as they are.")
    if value:
        AnswerVote.objects.update_or_create(entry=entry, voter=by, defaults={"value": value})
    else:
        AnswerVote.objects.filter(entry=entry, voter=by).delete()
    emit("answer.voted", subject=entry, by=by, payload={"value": value})


def _require_voter(entry: Entry, user: User) -> None:
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        raise NotAllowed("Verify your address first; only verified accounts vote.")
    if entry.entrant_id == user.pk or entry.shares.filter(Q(user=user) | Q(email=user.email)).exists():
        raise NotAllowed("Nobody votes on their own answer, or their team's.")
    pays = Backing.objects.filter(challenge=entry.challenge, sponsor__memberships__user=user)
    if is_member(user, entry.challenge.sponsor_id) or pays.exists():
        raise NotAllowed("Those who ask or pay do not vote; they accept an answer.")
