"""What readers make of answers that everyone may read: votes and comments."""

import uuid

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from bounties.entries.models import Entry
from payments.sentences import filled
from workers.clock import LaurelNow

# The share of the challenge's lock makes a vote wait for the decision that is just being made, and then come too late.
BEFORE_THE_DECISION = """
PERFORM 1 FROM challenges_challenge
WHERE id = (SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id) AND status IN ('open', 'judging') FOR SHARE;
IF NOT FOUND THEN
    RAISE EXCEPTION 'a vote comes before the decision'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_vote_comes_before_the_decision';
END IF;
RETURN NEW;
"""
FOR_OTHERS = """
IF EXISTS (SELECT FROM entries_entry WHERE id = NEW.entry_id AND entrant_id = NEW.voter_id)
OR EXISTS (SELECT FROM entries_teamshare WHERE entry_id = NEW.entry_id AND user_id = NEW.voter_id) THEN
    RAISE EXCEPTION 'nobody votes for their own answer'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'answer_vote_is_for_others';
END IF;
RETURN NEW;
"""
CHANGES = pgtrigger.Insert | pgtrigger.Update


class AnswerVote(models.Model):
    """One reader's vote for or against an answer; it counts only if the asker is silent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="answer_votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField()  # 1 for, -1 against; whoever takes it back has no row
    cast_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="answer_vote_is_one_per_person", fields=["entry", "voter"]),
            models.CheckConstraint(name="answer_vote_is_for_or_against", condition=Q(value__in=[-1, 1])),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="answer_vote_comes_before_the_decision",
                when=pgtrigger.Before,
                operation=CHANGES,
                func=BEFORE_THE_DECISION,
            ),
            pgtrigger.Trigger(
                name="answer_vote_is_for_others", when=pgtrigger.Before, operation=CHANGES, func=FOR_OTHERS
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{value} for {subject}"), value=f"{self.value:+d}", subject=self.entry_id)


class AnswerComment(models.Model):
    """A remark under an answer; marked as official if its author then spoke for the sponsor."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="answer_comments")
    author = models.ForeignKey(  # the index by which an hour's are counted begins with it
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    body = models.TextField()  # Markdown
    is_official = models.BooleanField()
    written_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [models.CheckConstraint(name="answer_comment_says_something", condition=~Q(body=""))]
        indexes = [
            models.Index(fields=["entry", "id"], name="answer_comments_in_order"),
            models.Index(fields=["author", "written_at"], name="answer_comments_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.body[:80]
