"""Who may do what to a challenge."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import PAYERS, is_member, is_moderator
from bounties.challenges.models import Challenge
from bounties.errors import NotAllowed

EDITORS = ("owner", "manager")


def acts_for_sponsor(challenge: Challenge, user: User | AnonymousUser, *roles: str) -> bool:
    """Whether the user acts for its sponsor, in one of these roles if any are named.

    As `seen_by` read it for this very reader, to show a page; on a challenge read otherwise, as by services, as of now.
    """
    if challenge.reader_id is None or challenge.reader_id != user.pk:
        return is_member(user, challenge.sponsor_id, *roles)
    held = challenge.roles_of_reader
    return bool(set(held) & set(roles)) if roles else bool(held)


def may_edit(challenge: Challenge, user: User) -> bool:
    """Whether the user speaks for the sponsor."""
    return acts_for_sponsor(challenge, user, *EDITORS)


def require_editor(challenge: Challenge, user: User) -> None:
    """Raise NotAllowed unless the user speaks for the sponsor."""
    if not may_edit(challenge, user):
        raise NotAllowed(_("Only the sponsor's owner and managers may do this."))


def require_payer(challenge: Challenge, user: User) -> None:
    """Raise NotAllowed unless the user may spend the sponsor's money."""
    if not is_member(user, challenge.sponsor_id, *PAYERS):
        raise NotAllowed(_("Only the sponsor's owner, managers and finance people may pay."))


def may_review(challenge: Challenge, user: User) -> bool:
    """Whether the user is a moderator without a part in this sponsor."""
    return is_moderator(user) and not acts_for_sponsor(challenge, user)


def require_reviewer(challenge: Challenge, user: User) -> None:
    """Raise NotAllowed unless the user is a moderator without a part in this sponsor."""
    if not is_moderator(user):
        raise NotAllowed(_("Only a moderator may do this."))
    if is_member(user, challenge.sponsor_id):
        raise NotAllowed(_("Another moderator must do this: you are a member of its sponsor."))


def may_ask(challenge: Challenge, user: User) -> bool:
    """Anyone signed in may ask, but not the side that answers."""
    return user.is_authenticated and not acts_for_sponsor(challenge, user)


def require_asker(challenge: Challenge, user: User) -> None:
    """Raise NotAllowed for the side that answers."""
    if not may_ask(challenge, user):
        raise NotAllowed(_("The sponsor answers questions here; it does not ask them."))
