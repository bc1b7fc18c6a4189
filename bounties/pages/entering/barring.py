"""What keeps somebody from entering, told before they begin: the same rules that the service asks once they do."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge, Side
from bounties.challenges.sides import SENTENCES, BothSides, is_payer
from bounties.challenges.stages import ones_before
from bounties.entries import policies
from bounties.entries.entering import require_fewer_than_allowed
from bounties.entries.locking import require_open
from bounties.errors import BountyError


def hindrances(challenge: Challenge, user: User) -> list[str]:
    """A sentence for each thing that bars this person, all at once; none means that they may begin."""
    found = []
    for check in CHECKS:
        try:
            check(challenge, user)
        except BountyError as refusal:
            found.append(str(refusal))
    return found


def _require_no_other_side(challenge: Challenge, user: User) -> None:
    """Looks without the lock under which the side is taken in the end."""
    if is_payer(challenge, user):
        raise BothSides(_("You are a member of a sponsor that pays for this challenge; its members can't enter it."))
    stages = [challenge.pk, *(stage.pk for stage in ones_before(challenge))]
    if Side.objects.filter(challenge__in=stages, user=user, kind=Side.Kind.JUDGE).exists():
        raise BothSides(str(SENTENCES[Side.Kind.JUDGE]))


CHECKS: list[Callable[[Challenge, User], None]] = [
    lambda challenge, user: require_open(challenge),
    _require_no_other_side,
    lambda challenge, user: policies.require_eligible(challenge, user, team_size=1),
    lambda challenge, user: policies.require_payable(user),
    require_fewer_than_allowed,
]
