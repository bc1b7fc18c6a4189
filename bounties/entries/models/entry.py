"""The entry itself, and how its team divides what it may win."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, TypeAlias

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge, Terms
from bounties.entries.models import life
from bounties.entries.models.gate import PASSED_THE_STAGE_BEFORE
from bounties.entries.querysets import EntryQuerySet
from bounties.errors import IllegalMove
from payments.money import Money
from payments.sentences import filled
from workers.clock import LaurelNow

SHARES_SUM_UP = """
IF (
    SELECT coalesce(sum(share_bp), 10000) FROM entries_teamshare
    WHERE entry_id = (CASE WHEN TG_OP = 'DELETE' THEN OLD.entry_id ELSE NEW.entry_id END)
) <> 10000 THEN
    RAISE EXCEPTION 'the shares of a team sum to 10000 basis points'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'team_shares_sum_to_the_whole';
END IF;
RETURN NULL;
"""
# The lock makes two starts of one person wait for each other, so that neither counts without the other.
WITHIN_THE_LIMIT = """
PERFORM pg_advisory_xact_lock(hashtextextended(NEW.challenge_id::text || NEW.entrant_id::text, 0));
IF (SELECT count(*) FROM entries_entry
    WHERE challenge_id = NEW.challenge_id AND entrant_id = NEW.entrant_id AND status NOT IN ('withdrawn', 'rejected'))
    >= (SELECT entry_limit FROM challenges_challenge WHERE id = NEW.challenge_id) THEN
    RAISE EXCEPTION 'a solver has no more entries than the challenge allows'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'entries_are_within_the_limit_per_entrant';
END IF;
RETURN NEW;
"""
# First in, first accepted. Whoever accepts holds the challenge's lock, so every earlier receipt is committed by then.
IN_ITS_TURN = """
IF EXISTS (
    SELECT FROM entries_entry AS other
    JOIN entries_entryversion AS theirs ON theirs.entry_id = other.id AND theirs.number = other.latest_version
    JOIN entries_entryversion AS own ON own.entry_id = NEW.id AND own.number = NEW.latest_version
    WHERE other.challenge_id = NEW.challenge_id AND other.id <> NEW.id
    AND other.status IN ('submitted', 'queued', 'in_review')
    AND (theirs.received_at, theirs.id) < (own.received_at, own.id)
) THEN
    RAISE EXCEPTION 'an earlier entry waits for its decision'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_is_accepted_in_its_turn';
END IF;
RETURN NEW;
"""


class Entry(models.Model):
    """One solver's or team's answer to a challenge. Title and body are the next version's draft.

    Its id is random, not ordered by time: blind judges must not learn from it who came when.
    """

    Status: TypeAlias = life.Status
    MOVES: ClassVar = life.MOVES
    MOVED: ClassVar = ("status", "due_at", "decide_by", "reviewer", "escalations")  # the columns of a move

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="entries")
    entrant = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="entries")
    title = models.CharField(max_length=160)
    body = models.TextField(blank=True)  # Markdown
    ai_use = models.TextField(blank=True, default="")  # which AI made what of it, or "none used"
    price = models.BigIntegerField(null=True, blank=True)  # minor units; of an offer
    status = models.CharField(max_length=20, choices=life.Status, default=life.Status.DRAFT)
    due_at = models.DateTimeField(null=True, blank=True)
    # In a queue: until when it is decided, else the arbiter has it; who reads it now; how often the hour has passed.
    decide_by = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    escalations = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)  # of the row, for ETag and If-Match
    latest_version = models.PositiveIntegerField(default=0)  # number of the latest EntryVersion; 0: none yet
    terms = models.ForeignKey(Terms, on_delete=models.PROTECT, related_name="+")  # as the entrant accepted them
    terms_accepted_at = models.DateTimeField(db_default=LaurelNow())
    created_at = models.DateTimeField(db_default=LaurelNow())

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.CheckConstraint(name="entry_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="entry_status_is_known", condition=Q(status__in=life.Status.values)),
            models.CheckConstraint(
                name="entry_beyond_draft_has_a_version",
                condition=Q(status__in=["draft", "withdrawn"]) | Q(latest_version__gte=1),
            ),
            models.CheckConstraint(name="entry_version_counts_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(name="entry_price_is_positive", condition=Q(price__gt=0)),
            models.CheckConstraint(
                name="entry_is_due_iff_timed", condition=Q(status__in=life.TIMED) ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(
                name="entry_in_a_queue_has_its_hour", condition=Q(status__in=life.IN_QUEUE) ^ Q(decide_by__isnull=True)
            ),
            models.CheckConstraint(
                name="entry_in_review_has_its_reviewer", condition=Q(status="in_review") ^ Q(reviewer__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["challenge", "status"], name="entries_of_challenge"),
            models.Index(fields=["challenge", "entrant"], name="entries_of_entrant"),
            models.Index(fields=["due_at"], name="entry_due", condition=Q(due_at__isnull=False)),
        ]
        triggers = [
            pgtrigger.FSM(
                name="entry_moves_legally",
                field="status",
                transitions=[
                    (str(old), str(new)) for old, following in life.MOVES.items() for new in sorted(following)
                ],
            ),
            pgtrigger.Trigger(
                name="entries_are_within_the_limit_per_entrant",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=WITHIN_THE_LIMIT,
            ),
            pgtrigger.Protect(
                name="entry_is_born_a_draft", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__status="draft")
            ),
            pgtrigger.Trigger(
                name="entry_is_accepted_in_its_turn",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Q(old__status="in_review", new__status="accepted"),
                func=IN_ITS_TURN,
            ),
            PASSED_THE_STAGE_BEFORE,
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def offered(self) -> Money | None:
        """What the next version will ask for, where it is an offer."""
        return None if self.price is None else Money(self.price, self.challenge.currency)

    def move_to(self, status: life.Status, *, due_at: datetime | None = None) -> None:
        """Enter the next status in memory, or raise IllegalMove; the service saves MOVED. `due_at` as TIMED demands."""
        if status not in self.MOVES[life.Status(self.status)]:
            raise IllegalMove(
                _("An entry that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at, self.reviewer = status, due_at, None
        if status not in life.IN_QUEUE:
            self.decide_by, self.escalations = None, 0


class TeamShare(models.Model):
    """A member's part of what the entry may win. The person is known once they consented.

    At lock, a share without consent falls to the captain, who is the entrant.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="shares")
    email = models.EmailField()  # whom it is offered to; once taken it names nobody: they may have another by now
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True)
    share_bp = models.PositiveIntegerField()  # basis points
    consented_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="team_share_is_offered_once_per_address", fields=["entry", "email"], condition=Q(user=None)
            ),
            models.UniqueConstraint(name="team_share_is_one_per_user", fields=["entry", "user"]),
            models.CheckConstraint(name="team_share_is_a_part_of_the_whole", condition=Q(share_bp__range=(1, 10_000))),
            models.CheckConstraint(name="team_share_email_is_lower_case", condition=Q(email=Lower(F("email")))),
            models.CheckConstraint(
                name="team_share_is_consented_by_its_user", condition=Q(user=None) ^ Q(consented_at__isnull=False)
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="team_shares_sum_to_the_whole",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=SHARES_SUM_UP,
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{share} bp of {entry}"), share=self.share_bp, entry=self.entry_id)

    @property
    def percent(self) -> Decimal:
        """As people say it: 3333 basis points are 33.33."""
        return (Decimal(self.share_bp) / 100).normalize() + 0
