"""The service: come to act for a sponsor, which whoever has entered an unfinished challenge of its can't."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from bounties.accounts import joining
from bounties.accounts.models import Invitation, Membership, Sponsor, User
from bounties.challenges.models import Challenge, Side
from bounties.challenges.sides import BothSides
from bounties.challenges.stages import OVER


@transaction.atomic
def join_sponsor(*, invitation_id: UUID, by: User) -> Membership:
    """Accept an invitation to act for a sponsor; nobody who has entered what it pays for decides on their own entry.

    Those who invite are told nothing of it, as judging is blind. Raises Invitation.DoesNotExist for everyone but the
    invited, NotAllowed, or BothSides, naming the challenge that must be over first.
    """
    invitation = Invitation.objects.select_related("sponsor").get(pk=invitation_id, email=by.email)
    if entered := _entered_and_unfinished(invitation.sponsor, by):
        raise BothSides(
            _("You have entered “{challenge}”, which {sponsor} pays for. Accept once it is over."),
            challenge=entered.title,
            sponsor=invitation.sponsor,
        )
    return joining.accept(invitation_id=invitation_id, by=by)


def _entered_and_unfinished(sponsor: Sponsor, user: User) -> Challenge | None:
    entered = Side.objects.filter(user=user, kind=Side.Kind.ENTRANT).values("challenge_id")
    paid = Challenge.objects.filter(Q(sponsor=sponsor) | Q(backings__sponsor=sponsor), pk__in=entered)
    return paid.exclude(status__in=OVER).first()
