"""Who may pay for a challenge besides its own sponsor, and what became of their payments."""

from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bounties.accounts.blocking import debt_sentence
from bounties.accounts.models import Membership, Sponsor, User
from bounties.accounts.policies import require_role
from bounties.challenges.models import Challenge
from bounties.challenges.policies import PAYERS
from bounties.challenges.sides import join_payers
from bounties.errors import BountyError, InvalidInput
from payments.purses.funding import drop
from payments.purses.models import Contribution, Purse


class ContributionBinds(BountyError):
    """Asked to take back what is paid, or on its way."""

    code = "contribution_binds"


class SponsorNotInOrder(BountyError):
    """The sponsor is not verified yet, or owes money."""

    code = "sponsor_not_in_order"


def join(*, challenge: Challenge, sponsor_id: UUID, by: User) -> Sponsor:
    """The sponsor for whom this person is about to pay, on the paying side from here on; the challenge is locked.

    Raises InvalidInput for a sponsor that is none of theirs, NotAllowed, SponsorNotInOrder, BothSides.
    """
    sponsor = Sponsor.objects.filter(pk=sponsor_id, memberships__user=by).first()
    if sponsor is None:
        raise InvalidInput(
            _("{sponsor_id} is no sponsor of yours. Give the id of one that you pay for."),
            field="sponsor",
            sponsor_id=sponsor_id,
        )
    require_role(by, sponsor.pk, *PAYERS)
    if sponsor.verified_at is None:
        raise SponsorNotInOrder(
            _("{sponsor} is not verified yet. Wait for a moderator, then pay."), field="sponsor", sponsor=sponsor
        )
    if owing := debt_sentence(sponsor):
        raise SponsorNotInOrder(owing, field="sponsor")
    if sponsor.blocked_at:
        raise SponsorNotInOrder(_("{sponsor} owes money. Pay that first."), field="sponsor", sponsor=sponsor)
    if sponsor.pk != challenge.sponsor_id:
        join_payers(challenge=challenge, sponsor=sponsor)
    return sponsor


def key_of(sponsor_id: UUID, client_key: str) -> str:
    """A client's key, as its sponsor's own: two payers of one challenge may draw the same one."""
    return sha256(f"{sponsor_id}:{client_key}".encode()).hexdigest()


def contributions_of(user: User) -> QuerySet[Contribution]:
    """Payments of the sponsors that the user is a member of; money that went astray is told of its own payment."""
    mine = [str(pk) for pk in Membership.objects.filter(user=user).values_list("sponsor_id", flat=True)]
    found = Contribution.objects.filter(payer_reference__in=mine).exclude(status=Contribution.Status.ASTRAY)
    return found.select_related("purse").prefetch_related("refunds").order_by("created_at")


@transaction.atomic
def withdraw(*, contribution_id: UUID, by: User) -> Contribution:
    """Give up a page that is not paid. Raises NotAllowed, or ContributionBinds: what is paid stays until the end."""
    known = Contribution.objects.get(pk=contribution_id)
    Purse.objects.locked().get(pk=known.purse_id)
    contribution = Contribution.objects.select_for_update(no_key=True, of=("self",)).get(pk=contribution_id)
    require_role(by, UUID(contribution.payer_reference), *PAYERS)
    if contribution.status == Contribution.Status.FAILED:
        return contribution
    if contribution.status != Contribution.Status.PENDING or contribution.processing_since:
        raise ContributionBinds(
            _(
                "It is paid, or a bank is working on it: it stays, and goes back by itself if the challenge does "
                "not go on."
            )
        )
    drop(contribution, by=by)
    return contribution
