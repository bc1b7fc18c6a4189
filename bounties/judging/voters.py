"""Who has a voice about entries that everyone may read while they come."""

from allauth.account.models import EmailAddress
from django.db.models import Q
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.sides import is_payer
from bounties.entries.models import Entry
from bounties.errors import NotAllowed


def require_voter(entry: Entry, user: User) -> None:
    """Verified accounts; not its entrant and team, nor those who ask or pay, who speak by deciding.

    Raises NotAllowed.
    """
    if not EmailAddress.objects.filter(user=user, verified=True).exists():
        raise NotAllowed(_("Verify your address first; only verified accounts vote."))
    if entry.entrant_id == user.pk or entry.shares.filter(Q(user=user) | Q(user=None, email=user.email)).exists():
        raise NotAllowed(_("Nobody votes on their own, or their team's."))
    if is_payer(entry.challenge, user):
        raise NotAllowed(_("Those who ask or pay do not vote; they decide."))
