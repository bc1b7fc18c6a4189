"""When votes, merges and answers are taken; who may answer is the sponsor's owner or manager."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from bounties.ideas.errors import BoardClosed, IdeaMerged, NotABoard
from bounties.ideas.models import Idea
from bounties.judging.gallery import SHOWN_AS_THEY_COME
from workers.clock import laurel_now

Status = Challenge.Status
UNDECIDED = [Status.OPEN, Status.JUDGING]
ANSWERABLE = [*UNDECIDED, Status.PROVISIONAL, Status.AWARDING, Status.COMPLETED, Status.NO_AWARD]


def require_on_board(entry: Entry) -> None:
    """Raise NotABoard where entries are no ideas, IllegalMove for one that does not stand on its board."""
    if not entry.challenge.rules.is_board:
        raise NotABoard(_("{format}: its entries are no ideas on a board."), format=entry.challenge.rules.label)
    if entry.status not in SHOWN_AS_THEY_COME:
        raise IllegalMove(
            _("An idea that is “{status}” does not stand on its board."), status=entry.get_status_display()
        )


def require_votes(challenge: Challenge) -> None:
    """Raise BoardClosed unless votes are taken now; the gate has the last word."""
    if challenge.status != Status.OPEN or challenge.closes_at is None or challenge.closes_at <= laurel_now():
        raise BoardClosed(_("The board takes no votes now; those that were cast stay as they are."))


def require_answerable(challenge: Challenge) -> None:
    """What becomes of ideas may be told long after the board has closed, unless it was called off."""
    if challenge.status not in ANSWERABLE:
        raise BoardClosed(
            _("Nothing is said of ideas on a board that is “{status}”."), status=challenge.get_status_display()
        )


def require_undecided(challenge: Challenge) -> None:
    """Raise BoardClosed once the pool is decided: what was merged then could not win."""
    if challenge.status not in UNDECIDED:
        raise BoardClosed(
            _("Ideas are merged until the decision; the board is “{status}”."), status=challenge.get_status_display()
        )


def require_unmerged(entries: Collection[UUID]) -> None:
    """Raise IdeaMerged if one of these stands no more for itself."""
    for merged in Idea.objects.filter(pk__in=entries, merged_into__isnull=False):
        raise IdeaMerged(
            _("The idea {idea} was merged into {standing}. Choose that one."),
            idea=merged.pk,
            standing=merged.merged_into_id,
        )
