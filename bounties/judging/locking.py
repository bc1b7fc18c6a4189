"""What the decision does to judging: it locks every scorecard, and ends the invitations that nobody answered."""

from django.db import transaction

from bounties.challenges.models import Challenge
from bounties.judging.models import Judgeship, Scorecard
from workers.events import emit_many


@transaction.atomic
def lock_judging(*, challenge: Challenge) -> None:
    """Part of deciding; whoever calls this holds the challenge's lock."""
    cards = Scorecard.objects.filter(judgeship__challenge=challenge)
    if cards.filter(status=Scorecard.Status.SUBMITTED).update(status=Scorecard.Status.LOCKED):
        emit_many("scorecard.locked", subjects=cards.filter(status=Scorecard.Status.LOCKED))
    waiting = Judgeship.objects.filter(challenge=challenge).unanswered().select_for_update(no_key=True)
    late = Judgeship.objects.filter(pk__in=[seat.pk for seat in waiting])  # not those told of when their time was up
    if late.update(status=Judgeship.Status.LAPSED, due_at=None):
        emit_many("judge.lapsed", subjects=late)
