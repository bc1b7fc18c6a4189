"""Which judge was given which entry, where not every judge scores every entry; and the chair's word on ties."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.models.panel import Judgeship
from payments.sentences import filled
from workers.clock import LaurelNow

ASSIGNMENT_STAYS_HOME = """
IF NOT EXISTS (
    SELECT FROM judging_judgeship JOIN entries_entry USING (challenge_id)
    WHERE judging_judgeship.id = NEW.judgeship_id AND judging_judgeship.status = 'accepted'
    AND entries_entry.id = NEW.entry_id
) THEN
    RAISE EXCEPTION 'an entry is assigned to a judge of its challenge'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'assignment_is_to_a_judge_of_its_challenge';
END IF;
RETURN NEW;
"""


class Assignment(models.Model):
    """An entry that a judge is to score: drawn by lot, or asked for because two judges are far apart."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    judgeship = models.ForeignKey(Judgeship, on_delete=models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="assignments")
    is_third = models.BooleanField(default=False)  # the ranking waits for this one, until the time to judge is up
    assigned_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.UniqueConstraint(name="assignment_is_one_per_judge_and_entry", fields=["judgeship", "entry"]),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="assignment_is_to_a_judge_of_its_challenge",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ASSIGNMENT_STAYS_HOME,
            ),
            pgtrigger.Protect(name="assignment_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{entry} to {judgeship}"), entry=self.entry_id, judgeship=self.judgeship_id)


class TieBreak(models.Model):
    """The chair's order, best first, of entries that neither scores nor criteria part; published with the result."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="tie_breaks")
    chair = models.ForeignKey(Judgeship, on_delete=models.PROTECT, related_name="tie_breaks")
    entries = ArrayField(models.UUIDField())
    reason = models.TextField()
    given_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.CheckConstraint(name="tie_break_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="tie_break_parts_two_or_more", condition=Q(entries__len__gte=2)),
        ]
        triggers = [
            pgtrigger.Protect(name="tie_break_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{len(self.entries)} entries of {self.challenge_id}"
