"""An idea on its board: how far votes raise it, what its sponsor says of it, and the history of that."""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar, TypeAlias

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from bounties.ideas.models import gates, life
from payments.ledger.triggers import append_only
from payments.sentences import filled
from workers.clock import LaurelNow

DIGITS, PLACES = 400, 9  # of weights, which double with each half-life


class Idea(models.Model):
    """What a board keeps of an entry. There is no row before somebody votes for it or says something of it."""

    Status: TypeAlias = life.Status
    MOVES: ClassVar = life.MOVES

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="idea")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="ideas")
    status = models.CharField(max_length=16, choices=life.Status, default=life.Status.NEW)
    note = models.TextField(blank=True, default="")  # what the sponsor last said of it; public
    answer_by = models.DateTimeField(null=True, blank=True)  # then it is shown as overdue
    raised_at = models.DateTimeField(null=True, blank=True)  # when its votes sent it to review, which they do once
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, related_name="duplicates", null=True, blank=True, db_index=False
    )
    # Kept by the triggers on votes: the sum of their weights, and how many are for and against.
    heat = models.DecimalField(max_digits=DIGITS, decimal_places=PLACES, default=Decimal(0), db_default=Decimal(0))
    ups = models.PositiveIntegerField(default=0, db_default=0)
    downs = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="idea_status_is_known", condition=Q(status__in=life.Status.values)),
            models.CheckConstraint(
                name="idea_merged_says_into_which", condition=Q(status="merged_into") ^ Q(merged_into__isnull=True)
            ),
            models.CheckConstraint(
                name="idea_under_review_has_its_hour", condition=Q(status="under_review") ^ Q(answer_by__isnull=True)
            ),
        ]
        indexes = [
            models.Index(fields=["challenge", "-heat"], name="ideas_by_heat"),
            models.Index(fields=["merged_into"], name="idea_duplicates", condition=Q(merged_into__isnull=False)),
        ]
        triggers = [
            pgtrigger.FSM(name="idea_moves_legally", field="status", transitions=life.TRANSITIONS),
            pgtrigger.Protect(
                name="idea_is_born_new", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__status="new")
            ),
            pgtrigger.ReadOnly(name="idea_stays_on_its_board", fields=["entry", "challenge"]),
            pgtrigger.Protect(name="idea_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="idea_is_raised_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__raised_at__isnull=False)
                & ~pgtrigger.Q(new__raised_at=pgtrigger.F("old__raised_at")),
            ),
            pgtrigger.Trigger(
                name="idea_is_of_its_entrys_challenge",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=gates.IS_OF_ITS_ENTRYS_CHALLENGE,
            ),
            pgtrigger.Trigger(
                name="idea_points_follow_its_votes",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("heat", "ups", "downs"),
                func=gates.FOLLOWS_ITS_VOTES,
            ),
            *(
                pgtrigger.Trigger(
                    name=name,
                    when=pgtrigger.Before,
                    operation=pgtrigger.UpdateOf("merged_into_id"),
                    condition=pgtrigger.Q(new__merged_into__isnull=False),
                    func=func,
                )
                for name, func in {
                    "idea_merges_into_another_that_stands": gates.MERGES_INTO_ANOTHER_THAT_STANDS,
                    "idea_with_duplicates_merges_no_further": gates.MERGES_WITHOUT_DUPLICATES,
                }.items()
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.entry_id}"

    def move_to(self, status: life.Status, *, answer_by: datetime | None = None) -> None:
        """Enter the next status in memory, or raise IllegalMove; the service saves. Under review it has its hour."""
        if status not in self.MOVES[life.Status(self.status)]:
            raise IllegalMove(
                _("An idea that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.answer_by = status, answer_by


class IdeaChange(models.Model):
    """One step of an idea's public history; without a person, its votes raised it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=16, choices=life.Status)
    after = models.CharField(max_length=16, choices=life.Status)
    note = models.TextField(blank=True, default="")
    answer_by = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.CheckConstraint(name="idea_change_by_a_person_says_why", condition=Q(by=None) | ~Q(note="")),
            models.CheckConstraint(
                name="idea_change_is_of_known_statuses",
                condition=Q(before__in=life.Status.values, after__in=life.Status.values),
            ),
        ]
        indexes = [models.Index(fields=["idea", "id"], name="idea_history")]
        triggers = append_only("idea_change")

    def __str__(self) -> str:
        return filled(
            gettext("{before} to {after}: {idea}"),
            before=self.get_before_display(),
            after=self.get_after_display(),
            idea=self.idea_id,
        )
