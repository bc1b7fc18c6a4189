"""What each member of a team gets of an award."""

from collections import Counter
from collections.abc import Collection, Mapping
from uuid import UUID

from bounties.entries.models import Entry
from bounties.entries.sharing import too_small_of
from payments.money import Money
from payments.payouts.creating import WHOLE_BP, Share

Parts = Mapping[UUID, int]  # basis points by user


def shares_of(entry: Entry, award: Money, left_out: Collection[UUID] = ()) -> list[Share]:
    """The team's parts of this award; what a member never consented to is the captain's, who is the entrant.

    A part that is too small to be paid is the captain's too, or, where the captain's own is, whoever's has the largest:
    so whatever can be awarded can be paid in full. `left_out` are members who did not do what was asked of them.
    """
    parts = _without(left_out, parts_of(entry), entry.entrant_id)
    return [Share(user, bp) for user, bp in _payable(parts, award, entry.entrant_id).items()]


def parts_of(entry: Entry) -> Parts:
    """As the team agreed, whatever the award."""
    parts: Counter[UUID] = Counter()
    for share in entry.shares.all():
        parts[share.user_id or entry.entrant_id] += share.share_bp
    return parts or {entry.entrant_id: WHOLE_BP}


def _without(left_out: Collection[UUID], parts: Parts, captain: UUID) -> Parts:
    """Theirs is the captain's, or, where the captain is one of them or has no part, whoever's is the largest."""
    rest = Counter({user: bp for user, bp in parts.items() if user not in left_out})
    if len(rest) == len(parts):
        return parts
    heir = captain if captain in rest else max(rest, key=lambda user: (rest[user], user))
    rest[heir] += sum(bp for user, bp in parts.items() if user in left_out)
    return rest


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
