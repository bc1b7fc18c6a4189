"""A re-review: entries that an arbiter sends back, scored anew by another one; the first scores stay as they are."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.awards.models.appeals import Appeal
from bounties.awards.models.involvement import FROM_APPEALS, FROM_REREVIEWS
from bounties.challenges.models import Challenge, Criterion
from bounties.challenges.models.involvement import uninvolved
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from payments.sentences import filled
from workers.clock import LaurelNow

IS_WHOLE = """
IF (SELECT count(*) FROM awards_rereviewscore WHERE rereview_id = NEW.id) <> cardinality(NEW.entries) * (
    SELECT count(*) FROM challenges_criterion WHERE challenge_id = NEW.challenge_id) THEN
    RAISE EXCEPTION 'a re-review scores each of its entries on every criterion'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'rereview_is_whole_once_done';
END IF;
RETURN NEW;
"""
IS_OF_ITS_ENTRIES = """
IF NOT EXISTS (
    SELECT FROM awards_rereview AS review JOIN challenges_criterion USING (challenge_id)
    WHERE review.id = NEW.rereview_id AND review.status = 'open' AND NEW.entry_id = ANY(review.entries)
    AND challenges_criterion.id = NEW.criterion_id) THEN
    RAISE EXCEPTION 'a re-review that is open scores its own entries, by its own rubric'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'rereview_score_is_of_its_entries';
END IF;
RETURN NEW;
"""


class FirstScores(models.TextChoices):
    """Whether the first scores of the entries in a re-review count on beside its own."""

    SET_ASIDE = "set_aside", gettext_lazy("Set Aside")
    KEPT = "kept", gettext_lazy("Kept")


class RereviewStatus(models.TextChoices):
    """Waits for an arbiter who takes it; done; or nobody did it in time, and what was contested stands."""

    OPEN = "open", gettext_lazy("Open")
    DONE = "done", gettext_lazy("Done")
    LAPSED = "lapsed", gettext_lazy("Lapsed")


class Rereview(models.Model):
    """Ordered by one arbiter, done by another who had no part, until `due_at`."""

    Status = RereviewStatus
    MOVES: ClassVar = {
        RereviewStatus.OPEN: {RereviewStatus.DONE, RereviewStatus.LAPSED},
        RereviewStatus.DONE: set(),
        RereviewStatus.LAPSED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="rereview")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="rereviews")
    ordered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ordered_at = models.DateTimeField(db_default=LaurelNow())
    reason = models.TextField()  # why, for the parties
    entries = ArrayField(models.UUIDField())
    first_scores = models.CharField(max_length=12, choices=FirstScores, default=FirstScores.SET_ASIDE)
    status = models.CharField(max_length=8, choices=RereviewStatus, default=RereviewStatus.OPEN)
    due_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    done_at = models.DateTimeField(null=True, blank=True)
    record = models.JSONField(default=dict, blank=True)  # ranking and places that it gave, for the signed result

    class Meta:
        constraints = [
            models.CheckConstraint(name="rereview_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="rereview_looks_at_something", condition=Q(entries__len__gt=0)),
            models.CheckConstraint(name="rereview_status_is_known", condition=Q(status__in=RereviewStatus.values)),
            models.CheckConstraint(
                name="rereview_keeps_or_sets_aside_first_scores", condition=Q(first_scores__in=FirstScores.values)
            ),
            models.CheckConstraint(
                name="rereview_is_due_iff_open", condition=Q(status="open") ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(
                name="rereview_is_done_by_another",
                condition=(~Q(status="done") & Q(reviewer=None, done_at=None))
                | (Q(status="done", reviewer__isnull=False, done_at__isnull=False) & ~Q(reviewer=F("ordered_by"))),
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="rereview_moves_legally", field="status", transitions=[("open", "done"), ("open", "lapsed")]
            ),
            pgtrigger.Protect(
                name="rereview_is_born_open", operation=pgtrigger.Insert, condition=~pgtrigger.Q(new__status="open")
            ),
            pgtrigger.ReadOnly(
                name="rereview_keeps_what_was_ordered",
                fields=["appeal", "challenge", "ordered_by", "ordered_at", "reason", "entries", "first_scores"],
            ),
            pgtrigger.Protect(name="rereview_is_never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="rereview_is_whole_once_done",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="open", new__status="done"),
                func=IS_WHOLE,
            ),
            uninvolved(
                "rereview_is_ordered_by_who_had_no_part",
                FROM_APPEALS,
                person="ordered_by_id",
                operation=pgtrigger.Insert,
            ),
            uninvolved(
                "rereview_is_done_by_who_had_no_part",
                FROM_REREVIEWS,
                person="reviewer_id",
                operation=pgtrigger.UpdateOf("reviewer_id"),
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{status} for {appeal}"), status=self.get_status_display(), appeal=self.appeal_id)

    def move_to(self, status: RereviewStatus) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in self.MOVES[RereviewStatus(self.status)]:
            raise IllegalMove(
                _("A re-review that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at = status, None


class RereviewScore(models.Model):
    """What a re-review gives one entry on one criterion: 0 to 100 points, with two decimals at most."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rereview = models.ForeignKey(Rereview, on_delete=models.PROTECT, related_name="scores")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=5, decimal_places=2)
    comment = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="rereview_score_is_one_per_criterion", fields=["rereview", "entry", "criterion"]
            ),
            models.CheckConstraint(name="rereview_score_is_0_to_100", condition=Q(points__range=(0, 100))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rereview_score_is_of_its_entries",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=IS_OF_ITS_ENTRIES,
            ),
            pgtrigger.Protect(name="rereview_score_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.points)
