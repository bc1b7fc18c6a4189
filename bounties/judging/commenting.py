"""Remarks under answers; those of the sponsor's people are marked as official."""

from django.db import transaction

from bounties.accounts.models import User
from bounties.accounts.policies import is_member
from bounties.entries.models import Entry
from bounties.judging.models import AnswerComment
from bounties.text import require_length
from workers.events import emit

LONGEST_COMMENT = 4_000  # bytes in UTF-8


@transaction.atomic
def comment(*, entry: Entry, body: str, by: User) -> AnswerComment:
    """Say something about an answer that one may read. Raises InvalidInput."""
    said = require_length(body, limit=LONGEST_COMMENT, field="body").strip()
    official = is_member(by, entry.challenge.sponsor_id)
    row = AnswerComment.objects.create(entry=entry, author=by, body=said, is_official=official)
    emit("answer.commented", subject=row, by=by)
    return row
