"""Remarks under answers; those of the sponsor's people are marked as official."""

from django.db import transaction

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.entries.models import Entry
from bounties.judging.models import AnswerComment
from bounties.spacing import require_room
from bounties.text import require_length
from workers.events import emit

LONGEST_COMMENT = 4_000  # bytes in UTF-8
MOST_COMMENTS = 30  # of one person in an hour


@transaction.atomic
def comment(*, entry: Entry, body: str, by: User) -> AnswerComment:
    """Say something about an answer that one may read. Raises InvalidInput or TooMuchAtOnce."""
    said = require_length(body, limit=LONGEST_COMMENT, field="body").strip()
    own = AnswerComment.objects.filter(author=by).order_by("-written_at")
    require_room(own.values_list("written_at", flat=True), most=MOST_COMMENTS)
    official = is_member(by, entry.challenge.sponsor_id)
    row = AnswerComment.objects.create(entry=entry, author=by, body=said, is_official=official)
    emit("answer.commented", subject=row, by=by)
    return row
