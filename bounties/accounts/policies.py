"""Who may do what in the house at large. Rooms ask these for the roles, and add what their own objects demand."""

from collections.abc import Sequence
from uuid import UUID

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from bounties.accounts.models import Membership, User
from bounties.errors import NotAllowed
from payments.sentences import either

PAYERS = ("owner", "manager", "finance")  # who spend a sponsor's money
DEMO_DOMAIN = "@demo.test"


def sides(user: User | AnonymousUser, sponsor_id: UUID) -> frozenset[str]:
    """The roles that put this user on the sponsor's side; empty for everyone else.

    Nobody is on both sides of one challenge: whoever has a role here can neither enter nor independently judge it.
    """
    if not user.is_authenticated:
        return frozenset()
    # A lone owner who has left stays one in name: what they still had under way in another window is not done.
    held = Membership.objects.filter(user=user, user__erased_at=None, sponsor_id=sponsor_id)
    return frozenset(held.values_list("role", flat=True))


def is_member(user: User | AnonymousUser, sponsor_id: UUID, *roles: str) -> bool:
    """Whether the user acts for the sponsor, in one of these roles if any are named."""
    held = sides(user, sponsor_id)
    return bool(held & set(roles)) if roles else bool(held)


def require_role(user: User | AnonymousUser, sponsor_id: UUID, *roles: str) -> None:
    """Raise NotAllowed unless the user acts for the sponsor in one of these roles (in any, if none is named)."""
    if not is_member(user, sponsor_id, *roles):
        raise NotAllowed(_only(roles))


def _only(roles: Sequence[str]) -> str:
    if not roles:
        return _("Only the sponsor's members may do this.")
    named = either(Membership.Role(role).label for role in roles)
    return _("Only these of the sponsor's people may do this: {roles}.").format(roles=named)


def signed_in(user: User | AnonymousUser) -> User:
    """The user, behind a door that visitors do not pass; raises NotAllowed for a visitor who did."""
    if isinstance(user, AnonymousUser):
        raise NotAllowed(_("Sign in first."))
    return user


def is_moderator(user: User | AnonymousUser) -> bool:
    """Staff who review challenges and verify sponsors."""
    return _has_role(user, User.Role.MODERATOR)


def is_arbiter(user: User | AnonymousUser) -> bool:
    """Staff who decide disputes and escalations."""
    return _has_role(user, User.Role.ARBITER)


def is_finance(user: User | AnonymousUser) -> bool:
    """Staff who approve payouts and keep the books."""
    return _has_role(user, User.Role.FINANCE)


def require_moderator(user: User | AnonymousUser) -> None:
    """Raise NotAllowed unless the user is a moderator."""
    if not is_moderator(user):
        raise NotAllowed(_("Only a moderator may do this."))


def require_verified_address(user: User) -> None:
    """Raise NotAllowed unless the user has shown that their address is theirs."""
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        raise NotAllowed(_("Confirm your e-mail address first."))


def may_sign_in(user: User) -> bool:
    """Demo people, whose password is public, exist only in the local stack."""
    return user.is_active and (settings.LAUREL_LOCAL or not user.email.endswith(DEMO_DOMAIN))


def _has_role(user: User | AnonymousUser, role: User.Role) -> bool:
    return user.is_authenticated and user.is_active and user.role == role
