"""The order of locks: the challenge first, then its entries. Who keeps to it never meets the closer in a deadlock.

Whoever moves an entry holds its challenge's share meanwhile: who holds the challenge itself needs no entry's lock.
"""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.entries.refusals import ChallengeClosed, ChallengeNotOpen
from workers.clock import laurel_now

# Django has no FOR SHARE, and its FOR UPDATE would let only one entrant in at a time.
NOT_YET = {Challenge.Status.FUNDING, Challenge.Status.SCHEDULED, Challenge.Status.PAUSED}
SHARE = "SELECT FROM challenges_challenge WHERE id = %s FOR SHARE"
SHARE_OF_ENTRY = """
SELECT FROM challenges_challenge WHERE id = (SELECT challenge_id FROM entries_entry WHERE id = %s) FOR SHARE
"""


def require_open(challenge: Challenge, *, now: datetime | None = None) -> None:
    """Raise ChallengeClosed or ChallengeNotOpen unless entries are taken now, by the database's clock.

    `now` is that clock, if the challenge was read with it. Looks without a lock: whoever is late never takes one, and
    so can't hold up the closer. The gate has the last word.
    """
    if challenge.status in NOT_YET or not challenge.is_public:
        raise ChallengeNotOpen(_("This challenge takes no entries at the moment."))
    if challenge.status != Challenge.Status.OPEN or challenge.closes_at is None:
        raise too_late()
    if challenge.closes_at <= (now or laurel_now()):
        raise too_late()


def too_late() -> ChallengeClosed:
    """What everyone is told who comes after the deadline, whoever found it out."""
    return ChallengeClosed(_("The deadline of this challenge has passed; it takes no entries any more."))


def lock_entry(entry_id: UUID) -> Entry:
    """The entry, held until the transaction ends, its challenge's status held with it; raises DoesNotExist."""
    with connection.cursor() as cursor:
        cursor.execute(SHARE_OF_ENTRY, [entry_id])
    entries = Entry.objects.select_for_update(no_key=True, of=("self",))
    return entries.select_related("challenge", "entrant").get(pk=entry_id)
