"""The same idea twice becomes one: each person's earlier vote stands there. There is no way back."""

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.errors import InvalidInput
from bounties.ideas import policies
from bounties.ideas.answering import required_note
from bounties.ideas.changing import change, idea_of
from bounties.ideas.errors import HasDuplicates, IdeaMerged
from bounties.ideas.models import Idea, Status
from bounties.ideas.raising import raise_if_due
from bounties.judging.policies import require_manager
from workers.events import emit

# Of whoever voted for both: what was taken back gives way, else the later vote.
SET_ASIDE_LATER = """
UPDATE ideas_ideavote AS later SET counts = false FROM ideas_ideavote AS earlier
WHERE later.idea_id = %(into)s AND later.counts
    AND earlier.idea_id = %(merged)s AND earlier.counts AND earlier.voter_id = later.voter_id
    AND earlier.value <> 0 AND (later.value = 0 OR earlier.cast_at < later.cast_at)
"""
SET_ASIDE_DOUBLE = """
UPDATE ideas_ideavote AS double SET counts = false
WHERE double.idea_id = %(merged)s AND double.counts AND EXISTS (
    SELECT FROM ideas_ideavote AS other
    WHERE other.idea_id = %(into)s AND other.counts AND other.voter_id = double.voter_id)
"""
# What was somebody else's idea is now their own, or their team's.
SET_ASIDE_OWN = """
UPDATE ideas_ideavote AS own SET counts = false
WHERE own.idea_id = %(merged)s AND own.counts AND (
    EXISTS (SELECT FROM entries_entry WHERE id = %(into)s AND entrant_id = own.voter_id)
    OR EXISTS (SELECT FROM entries_teamshare WHERE entry_id = %(into)s AND user_id = own.voter_id))
"""
MOVE = "UPDATE ideas_ideavote SET idea_id = %(into)s WHERE idea_id = %(merged)s"
STEPS = (SET_ASIDE_LATER, SET_ASIDE_DOUBLE, SET_ASIDE_OWN, MOVE)


@transaction.atomic
def merge(*, entry_id: UUID, into: UUID, note: str, by: User) -> Idea:
    """Let another idea of the board stand for this one, until the decision; returns the one that stands.

    Votes count there, once per person; comments stay readable; whoever voted is told. Raises NotAllowed, InvalidInput,
    NotABoard, BoardClosed, IdeaMerged, HasDuplicates, IllegalMove.
    """
    merged, other = _held(entry_id, into, by)
    said = required_note(note)
    if other.merged_into_id:
        raise IdeaMerged(_("That one was merged into {standing}. Merge into this."), standing=other.merged_into_id)
    if merged.duplicates.exists():
        raise HasDuplicates(_("Others were merged into this idea. Merge the other one into it instead."))
    merged.merged_into = other
    change(merged, Status.MERGED_INTO, note=said, by=by)
    with connection.cursor() as cursor:
        for step in STEPS:
            cursor.execute(step, {"merged": merged.pk, "into": other.pk})
    emit("idea.merged", subject=merged, by=by, payload={"into": str(other.pk)})
    raise_if_due(other)
    return other


def _held(entry_id: UUID, into: UUID, by: User) -> tuple[Idea, Idea]:
    """Both ideas under their challenge's lock, which keeps votes, answers and other merges away meanwhile."""
    challenge_id = Entry.objects.values_list("challenge_id", flat=True).get(pk=entry_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    require_manager(challenge, by)
    entries = Entry.objects.select_related("challenge").filter(challenge=challenge).in_bulk([entry_id, into])
    if into == entry_id or into not in entries:
        raise InvalidInput(
            _("{into} is no other idea of this board. Name the one that shall stand."), field="into", into=into
        )
    for entry in entries.values():
        policies.require_on_board(entry)
    policies.require_undecided(challenge)
    return idea_of(entries[entry_id]), idea_of(entries[into])
