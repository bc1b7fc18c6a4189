"""Which challenge a sponsor's page is about: one of theirs, or none that is there."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from bounties.accounts.policies import signed_in
from bounties.challenges.models import UNSUBMITTED, Challenge
from bounties.challenges.policies import may_edit


def sponsored(request: HttpRequest, challenge_id: UUID) -> Challenge:
    """A challenge of one of the reader's sponsors; for everyone else it is not there."""
    mine = Challenge.objects.sponsored_by_member(signed_in(request.user)).in_detail()
    return get_object_or_404(mine, pk=challenge_id)


def edited(request: HttpRequest, challenge_id: UUID) -> Challenge:
    """The same, for those who speak for the sponsor; raises PermissionDenied for its other members."""
    challenge = sponsored(request, challenge_id)
    if not may_edit(challenge, signed_in(request.user)):
        raise PermissionDenied(_("Only the sponsor's owner and managers may do this."))
    return challenge


def is_in_drawer(challenge: Challenge) -> bool:
    """Whether it may still be rewritten; a later stage is written in its first."""
    return challenge.status in UNSUBMITTED and not challenge.follows_id
