"""What becomes of an award whose payout people took back or gave up.

Only the state of its payouts decides, never the order of the news: what is to be paid is being paid again, what is kept
for its winner is unclaimed, and an award of which nothing is owed any more is revoked.
"""

from uuid import UUID

from django.db import transaction

from bounties.accounts.models import User
from bounties.awards.completing import complete_if_done
from bounties.awards.life import Status
from bounties.awards.models import Award
from bounties.awards.moving import locked_award, move
from bounties.awards.naming import name_winners
from bounties.awards.settling import IN_THE_PURSE
from bounties.awards.succeeding import pass_on
from bounties.challenges.models import Challenge
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED
from payments.purses import refunding
from payments.purses.models import Purse

STILL_TO_BE_WON = [Challenge.Status.OPEN, Challenge.Status.JUDGING]  # its place is free for whoever is accepted next
HANDED_OVER = [Status.PAYING, Status.PAID, Status.UNCLAIMED]


@transaction.atomic
def note_recall(*, award_id: UUID, reason: str = "", by_id: UUID | None = None) -> Award | None:
    """Follow the award's payouts. A revoked place passes on while awards are still offered; else its money goes back.

    The purse is locked before its payouts are read, so that nobody pays again what is just being passed on. An award of
    something else than a challenge is none of ours.
    """
    if not Award.objects.filter(pk=award_id).exists():
        return None
    award = locked_award(award_id)
    if award.status not in HANDED_OVER:
        return award
    Purse.objects.locked().get(reference=str(award.challenge_id))
    status = _status_by_payouts(award)
    if status != award.status:
        by = User.objects.filter(pk=by_id).first() if by_id else None
        move(award, status, by=by, facts={"reason": reason} if status == Status.REVOKED else None)
    _let_go(award)
    return award


def _status_by_payouts(award: Award) -> Status:
    payouts = Payout.objects.filter(award_reference=str(award.pk))
    if payouts.live().exclude(status__in=ARRIVED).exists():
        return Status.PAYING
    if payouts.live().exists():
        return Status.PAID
    return Status.UNCLAIMED if payouts.unclaimed().exists() else Status.REVOKED


def _let_go(award: Award) -> None:
    """Nothing stays in the purse for good: the next in rank gets it, or those who paid it in.

    What other awards are still to be paid from stays (the fees of a challenge that was called off) until they end too.
    """
    challenge = award.challenge
    if challenge.status == Challenge.Status.AWARDING:
        if award.status == Status.REVOKED:
            pass_on(challenge=challenge, vacated=award)
        complete_if_done(challenge=challenge)
        return
    if award.status == Status.REVOKED:
        name_winners(challenge=challenge)
    is_promised = Award.objects.filter(challenge=challenge, status__in=IN_THE_PURSE).exists()
    if is_promised or challenge.phase in STILL_TO_BE_WON:
        return
    refunding.refund_all(reference=str(challenge.pk), reason="award_revoked", by=None)
