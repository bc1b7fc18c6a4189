"""What each member of a team gets of an award."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from bounties.entries.models import Entry
from bounties.entries.sharing import too_small_of
from payments.money import Money
from payments.payouts.creating import WHOLE_BP, Share

Parts = Mapping[UUID, int]  # basis points by user


def shares_of(entry: Entry, award: Money) -> list[Share]:
    """The team's parts of this award; what a member never consented to is the captain's, who is the entrant.

    A part that is too small to be paid is the captain's too, or, where the captain's own is, whoever's has the largest:
    so whatever can be awarded can be paid in full.
    """
    return [Share(user, bp) for user, bp in _payable(parts_of(entry), award, entry.entrant_id).items()]


def parts_of(entry: Entry) -> Parts:
    """As the team agreed, whatever the award."""
    parts: Counter[UUID] = Counter()
    for share in entry.shares.all():
        parts[share.user_id or entry.entrant_id] += share.share_bp
    return parts or {entry.entrant_id: WHOLE_BP}


def _payable(parts: Parts, award: Money, captain: UUID) -> Parts:
    """Again and again, because a merged part shifts the odd unit of the others."""
    small = too_small_of(parts, award)
    if not small or len(parts) == 1:
        return parts
    largest = max(parts, key=lambda user: (parts[user], user))
    heir = captain if captain in parts and captain not in small else largest
    merged = Counter({user: bp for user, bp in parts.items() if user not in small})
    merged[heir] += sum(parts[user] for user in small)
    return _payable(merged, award, captain)
