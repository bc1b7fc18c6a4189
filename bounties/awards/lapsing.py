"""What becomes of an award whose winner does not let themselves be paid, and of one who comes after all."""

from uuid import UUID

from django.db import transaction

from bounties.awards.completing import complete_if_done
from bounties.awards.life import Status
from bounties.awards.models import Award
from bounties.awards.moving import locked_award, move
from bounties.awards.succeeding import has_heir, pass_on
from bounties.challenges.models import Challenge
from payments.payouts import expiring
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED
from payments.purses.models import Purse


@transaction.atomic
def note_expiry(*, award_id: UUID) -> Award | None:
    """A payout of the award has expired. With the last one open, the award passes on, or is kept for its winner.

    It passes on only as a whole: where a part of a team was paid, the award is paid, and the rest is kept for those who
    may still claim it; nor once the challenge has ended. The purse is locked before the payouts are read, so that what
    is just being claimed is not passed on.

    An award of something else than a challenge (a replayed contest's) is none of ours.
    """
    if not Award.objects.filter(pk=award_id).exists():
        return None
    award = locked_award(award_id)
    Purse.objects.locked().filter(reference=str(award.challenge_id)).first()
    live = Payout.objects.filter(award_reference=str(award.pk)).live()
    if award.status != Status.PAYING or live.exclude(status__in=ARRIVED).exists():
        return award
    if live.exists():
        move(award, Status.PAID)
    elif award.challenge.status == Challenge.Status.AWARDING and has_heir(challenge=award.challenge, award=award):
        _give_to_the_next(award)
    else:
        move(award, Status.UNCLAIMED)
    complete_if_done(challenge=award.challenge)
    return award


def _give_to_the_next(award: Award) -> None:
    expiring.pass_on(award_reference=str(award.pk))
    pass_on(challenge=award.challenge, vacated=move(award, Status.FORFEITED))


@transaction.atomic
def note_claim(*, award_id: UUID) -> Award | None:
    """A winner can be paid after all: the award is being paid again, if it is one of ours."""
    if not Award.objects.filter(pk=award_id).exists():
        return None
    award = locked_award(award_id)
    if award.status == Status.UNCLAIMED:
        move(award, Status.PAYING)
    return award
