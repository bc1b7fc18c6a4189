"""Nobody stands on both sides of one challenge; the database keeps it by one row per person and challenge."""

from django.db import connection

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.challenges.models import Challenge, Side
from bounties.errors import NotAllowed

SENTENCES = {
    Side.Kind.ENTRANT: "You are an entrant of this challenge; its entrants can't judge it.",
    Side.Kind.JUDGE: "You are a judge of this challenge; its judges can't enter it.",
}
# A row of the other side blocks; one of the same side is taken again. The insert waits for a rival's commit.
TAKE = """
INSERT INTO challenges_side (id, challenge_id, user_id, kind) VALUES (uuidv7(), %s, %s, %s)
ON CONFLICT (challenge_id, user_id) DO UPDATE SET kind = challenges_side.kind
RETURNING kind
"""


class BothSides(NotAllowed):
    """Asked to stand on the other side of a challenge, too. Answered with 403."""

    code = "both_sides"


def take_side(*, challenge: Challenge, user: User, kind: Side.Kind) -> None:
    """Bind the user to one side, in the caller's transaction; again is harmless. Raises BothSides.

    A sponsor's members are barred from entering by their membership; as judges they are on their own side.
    """
    if kind == Side.Kind.ENTRANT and is_member(user, challenge.sponsor_id):
        raise BothSides("You are a member of this challenge's sponsor; its members can't enter it.")
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [challenge.pk, user.pk, kind])
        (held,) = cursor.fetchone()
    if held != kind:
        raise BothSides(SENTENCES[Side.Kind(held)])
