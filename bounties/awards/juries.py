"""A jury, if the terms announced one, picks the winners of a public vote among the first of the tally."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from bounties.ballots import counting
from bounties.challenges.ballot_rules import rules_of
from bounties.challenges.models import Challenge
from bounties.errors import InvalidInput


def require_among_the_first(challenge: Challenge, chosen: Collection[UUID]) -> None:
    """Raise InvalidInput for a pick from further down; NotTallied before the votes are counted.

    Where too few people voted the tally has no first, so nothing can be picked, and the split follows by the clock.
    The caller holds the challenge's lock.
    """
    counting.counted(challenge)
    among = rules_of(challenge.ballot).jury_picks_among
    first = {one.entry_id for one in counting.order_of(challenge)[:among]}
    if strange := [str(entry) for entry in chosen if entry not in first]:
        raise InvalidInput(
            _("Not among the first {among} of the tally: {strange}."), field="awards", among=among, strange=strange
        )
