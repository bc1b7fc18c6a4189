"""The hand-over of an accepted award to the money floor, and what comes back from there."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q

from bounties.accounts.models import Membership
from bounties.awards.completing import complete_if_done
from bounties.awards.life import Status
from bounties.awards.models import Award
from bounties.awards.moving import locked_award, move
from bounties.awards.owing import asked_of, left_out
from bounties.awards.parts import shares_of
from bounties.challenges.models import Challenge
from bounties.judging.models import Judgeship
from payments.payouts.creating import create_payouts
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED


@transaction.atomic
def hand_over(*, award_id: UUID) -> Award:
    """Turn an award that waits for nothing any more into payouts, one per team share; a repeat changes nothing.

    Neither a payee, nor a judge, nor a member of whoever pays for the challenge may approve them. Whoever did not do
    what the terms ask of winners has left their share to the others.
    """
    award = locked_award(award_id)
    if award.status == Status.ACCEPTED:
        move(award, Status.PAYABLE)
    if award.status != Status.PAYABLE:
        return award
    shares = shares_of(award.entry, award.money, left_out(award) if asked_of(award) else ())
    create_payouts(
        purse_reference=str(award.challenge_id),
        award_reference=str(award.pk),
        amount=award.money,
        shares=shares,
        barred_approvers={
            *payers_of(award.challenge),
            *judges_of(award.challenge),
            *(share.user_id for share in shares),
        },
    )
    move(award, Status.PAYING)
    return award


@transaction.atomic
def note_transfer(*, award_id: UUID) -> Award | None:
    """A payout reached its payee: with its last one the award is paid, with the last award the challenge completed.

    A purse may belong to something else than a challenge (a replayed contest): its awards are none of ours.
    """
    if not Award.objects.filter(pk=award_id).exists():
        return None
    award = locked_award(award_id)
    missing = Payout.objects.filter(award_reference=str(award.pk)).live().exclude(status__in=ARRIVED)
    if award.status == Status.UNCLAIMED:  # claimed, and paid before we heard of it
        move(award, Status.PAYING)
    if award.status == Status.PAYING and not missing.exists():
        move(award, Status.PAID)
        complete_if_done(challenge=award.challenge)
    return award


def judges_of(challenge: Challenge) -> set[UUID]:
    """Everyone who accepted to judge it."""
    panel = Judgeship.objects.filter(challenge=challenge, status=Judgeship.Status.ACCEPTED)
    return set(panel.values_list("judge_id", flat=True))


def payers_of(challenge: Challenge) -> set[UUID]:
    """Everyone on the paying side: the members of its sponsor, and of each that backed or raised it."""
    paying = Q(sponsor=challenge.sponsor_id) | Q(sponsor__backings__challenge=challenge)
    return set(Membership.objects.filter(paying).values_list("user_id", flat=True))
