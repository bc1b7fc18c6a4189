"""What every change of an idea's status does, whoever made it."""

from datetime import datetime

from bounties.accounts.models import User
from bounties.entries.models import Entry
from bounties.ideas.models import Idea, IdeaChange, Status
from workers.events import emit


def idea_of(entry: Entry) -> Idea:
    """What the board keeps of an entry that is held, alone or with its challenge; written down if nobody did before."""
    Idea.objects.bulk_create([Idea(entry=entry, challenge=entry.challenge)], ignore_conflicts=True)
    return Idea.objects.get(pk=entry.pk)


def change(idea: Idea, status: Status, *, note: str, by: User | None, answer_by: datetime | None = None) -> IdeaChange:
    """Move it, keep what was said, and set the hour of the answer; part of services that hold its lock and tell."""
    before = idea.status
    idea.move_to(status, answer_by=answer_by)
    idea.note = note
    idea.save(update_fields=["status", "answer_by", "note", "merged_into", "raised_at"])
    if answer_by:
        set_hour(idea)
    return IdeaChange.objects.create(idea=idea, before=before, after=status, note=note, answer_by=answer_by, by=by)


def set_hour(idea: Idea) -> None:
    """A delivery that waits for the hour by which it is to be answered."""
    assert idea.answer_by
    payload = {"answer_by": idea.answer_by.isoformat()}
    emit("idea.reply_due", subject=idea, payload=payload, due_at=idea.answer_by)
