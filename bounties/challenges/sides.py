"""Nobody stands on both sides of one challenge; the database keeps it by one row per person and challenge.

And by two triggers: of who enters and joins at once, the second waits at the person's row and sees what the first did.
"""

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bounties.accounts.holding import gone
from bounties.accounts.models import Sponsor, User
from bounties.accounts.policies import is_member
from bounties.challenges.models import Backing, Challenge, Side
from bounties.challenges.stages import ones_before
from bounties.errors import NotAllowed

SENTENCES = {
    Side.Kind.ENTRANT: gettext_lazy("You are an entrant of this challenge; its entrants can't judge it."),
    Side.Kind.JUDGE: gettext_lazy("You are a judge of this challenge; its judges can't enter it."),
}
# A row of the other side blocks; one of the same side is taken again. The insert waits for a rival's commit; and for
# who ends their account in another window, who then takes no side any more.
TAKE = """
INSERT INTO challenges_side (id, challenge_id, user_id, kind)
SELECT uuidv7(), %s, id, %s FROM accounts_user WHERE id = %s AND erased_at IS NULL FOR KEY SHARE
ON CONFLICT (challenge_id, user_id) DO UPDATE SET kind = challenges_side.kind
RETURNING kind
"""


class BothSides(NotAllowed):
    """Asked to stand on the other side of a challenge, too. Answered with 403."""

    code = "both_sides"


def take_side(*, challenge: Challenge, user: User, kind: Side.Kind) -> None:
    """Bind the user to one side, in the caller's transaction; again is harmless. Raises BothSides, NotAllowed.

    The members of its sponsor, and of whoever else pays for it, are barred from entering by their membership; as judges
    they are on their own side.
    """
    if kind == Side.Kind.ENTRANT:
        _require_no_payer(challenge, user)
    _require_same_side_before(challenge, user, kind)
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [challenge.pk, kind, user.pk])
        held = cursor.fetchone()
    if held is None:
        raise gone()
    if held != (kind,):
        raise BothSides(str(SENTENCES[Side.Kind(held[0])]))


def _require_same_side_before(challenge: Challenge, user: User, kind: Side.Kind) -> None:
    """The stages of one prize are one challenge to those who stand in it."""
    before = Side.objects.filter(challenge__in=ones_before(challenge), user=user).exclude(kind=kind).first()
    if before:
        raise BothSides(str(SENTENCES[Side.Kind(before.kind)]))


def join_payers(*, challenge: Challenge, sponsor: Sponsor) -> None:
    """Put a sponsor on the paying side for good, before it is asked to pay; the caller holds the challenge's lock.

    Raises BothSides if one of its members has entered.
    """
    entrants = Side.objects.filter(challenge=challenge, kind=Side.Kind.ENTRANT)
    if entrants.filter(user__memberships__sponsor=sponsor).exists():
        raise BothSides(
            _("A member of {sponsor} has entered this challenge; nobody pays for what they may win."), sponsor=sponsor
        )
    Backing.objects.bulk_create([Backing(challenge=challenge, sponsor=sponsor)], ignore_conflicts=True)


def is_payer(challenge: Challenge, user: User) -> bool:
    """Whether the user is a member of its sponsor, or of whoever else pays for it."""
    backed = Backing.objects.filter(challenge=challenge, sponsor__memberships__user=user)
    return is_member(user, challenge.sponsor_id) or backed.exists()


def _require_no_payer(challenge: Challenge, user: User) -> None:
    """The share of the challenge's lock waits for a payer who is just joining, and lets other entrants pass."""
    if is_member(user, challenge.sponsor_id):
        raise BothSides(_("You are a member of this challenge's sponsor; its members can't enter it."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM challenges_challenge WHERE id = %s FOR SHARE", [challenge.pk])
    if Backing.objects.filter(challenge=challenge, sponsor__memberships__user=user).exists():
        raise BothSides(_("You are a member of a sponsor that pays for this challenge; its members can't enter it."))
