"""One vote per person and idea, for or against; it fades with its age."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.entries.locking import lock_entry
from bounties.errors import InvalidInput
from bounties.ideas import policies
from bounties.ideas.changing import idea_of
from bounties.ideas.errors import IdeaMerged
from bounties.ideas.models import Idea, IdeaVote
from bounties.ideas.raising import raise_if_due
from bounties.judging.voters import require_voter
from workers.events import emit

VALUES = {-1, 0, 1}


@transaction.atomic
def vote(*, entry_id: UUID, value: int, by: User) -> None:
    """Vote for (1) or against (-1) an idea, or take the vote back (0), while its board is open.

    To say the same again changes nothing; a changed vote weighs as one cast now. Enough points send the idea to
    review. Raises NotAllowed, InvalidInput, NotABoard, BoardClosed, IdeaMerged, IllegalMove.
    """
    if value not in VALUES:
        raise InvalidInput(_("{value} is no vote. Say 1, -1, or 0 to take it back."), field="value", value=value)
    entry = lock_entry(entry_id)
    policies.require_on_board(entry)
    require_voter(entry, by)
    policies.require_votes(entry.challenge)
    idea = idea_of(entry)
    if idea.merged_into_id:
        raise IdeaMerged(_("It was merged into {standing}. Vote for that one."), standing=idea.merged_into_id)
    if _cast(idea, value, by):
        emit("idea.voted", subject=idea, by=by, payload={"value": value})
        raise_if_due(idea)


def _cast(idea: Idea, value: int, by: User) -> bool:
    """Whether anything changed."""
    known = IdeaVote.objects.filter(idea=idea, voter=by, counts=True).first()
    if value == (known.value if known else 0):
        return False
    if known is None:
        IdeaVote.objects.create(idea=idea, cast_for=idea, voter=by, value=value)
    else:
        known.value = value
        known.save(update_fields=["value"])
    return True
