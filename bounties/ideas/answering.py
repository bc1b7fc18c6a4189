"""The sponsor says what becomes of an idea."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.idea_rules import reply_time
from bounties.entries.locking import lock_entry
from bounties.errors import InvalidInput
from bounties.ideas import policies
from bounties.ideas.changing import change, idea_of
from bounties.ideas.models import Idea, Status
from bounties.judging.policies import require_manager
from bounties.text import require_length
from workers.clock import laurel_now
from workers.events import emit

LONGEST_NOTE = 4_000  # bytes in UTF-8
SAID_OTHERWISE = {Status.NEW, Status.MERGED_INTO}


@transaction.atomic
def answer(*, entry_id: UUID, status: str, note: str, by: User) -> Idea:
    """Give it a public status, with a public note; whoever voted for it, commented or posted it is told.

    For the sponsor's owner and managers, for as long as the board stands, after its close too. `under_review` sets
    the hour by which an answer is due. Raises NotAllowed, InvalidInput, NotABoard, BoardClosed, IllegalMove.
    """
    entry = lock_entry(entry_id)
    require_manager(entry.challenge, by)
    policies.require_on_board(entry)
    policies.require_answerable(entry.challenge)
    said = required_note(note)
    if status in SAID_OTHERWISE or status not in Status.values:
        known = ", ".join(one for one in Status.values if one not in SAID_OTHERWISE)
        raise InvalidInput(
            _('"{wanted}" can\'t be said here. Choose one of: {known}.'),
            field="status",
            wanted=status,
            known=known,
        )
    review = status == Status.UNDER_REVIEW
    answer_by = laurel_now() + reply_time(entry.challenge.durations) if review else None
    idea = idea_of(entry)
    change(idea, Status(status), note=said, by=by, answer_by=answer_by)
    emit("idea.answered", subject=idea, by=by, payload={"status": status})
    return idea


def required_note(note: str) -> str:
    """What is said of it; raises InvalidInput if that is nothing, or too long."""
    if not note.strip():
        raise InvalidInput(_("It is empty. Tell those who voted why."), field="note")
    return require_length(note, limit=LONGEST_NOTE, field="note").strip()
