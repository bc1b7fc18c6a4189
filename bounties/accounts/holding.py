"""The person's own row, held while they say something of themselves: who ends their account meanwhile says no more."""

from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.errors import NotAllowed


def hold(user: User) -> User:
    """The row as it is now, until the end of the transaction; raises NotAllowed for who has left in another window."""
    held = User.objects.select_for_update(no_key=True).filter(pk=user.pk, erased_at=None).first()
    if held is None:
        raise gone()
    return held


def gone() -> NotAllowed:
    """What somebody is told whose account ended while they acted."""
    return NotAllowed(_("Your account was ended meanwhile. Nothing was done."))
