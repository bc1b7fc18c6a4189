"""What a reviewer said of one version of an entry in a queue, for good."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.entries.models import EntryVersion
from bounties.judging.querysets import VerdictQuerySet
from payments.sentences import filled
from workers.clock import LaurelNow

BY_ITS_REVIEWER = """
IF NOT EXISTS (
    SELECT FROM entries_entryversion AS version JOIN entries_entry AS entry ON entry.id = version.entry_id
    WHERE version.id = NEW.version_id AND version.number = entry.latest_version
    AND entry.status = 'in_review' AND entry.reviewer_id = NEW.given_by_id AND entry.due_at > laurel_now()
) THEN
    RAISE EXCEPTION 'a verdict is by whoever reviews the entry at the moment, and on its latest version'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_is_by_who_reviews_it';
END IF;
NEW.given_at := laurel_now();
RETURN NEW;
"""


class VerdictOutcome(models.TextChoices):
    """What is to become of the entry."""

    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    CHANGES_REQUESTED = "changes_requested", _("Changes requested")


class Verdict(models.Model):
    """One decision of the queue; its entrant reads the outcome, the reason and the hour, never who gave it."""

    Outcome = VerdictOutcome

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(EntryVersion, on_delete=models.PROTECT, related_name="verdicts")
    outcome = models.CharField(max_length=20, choices=VerdictOutcome)
    reason = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_arbiters = models.BooleanField(default=False)  # the sponsor's side was silent for too long
    given_at = models.DateTimeField(db_default=LaurelNow())  # set by the trigger

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["given_at", "id"]
        constraints = [
            models.UniqueConstraint(name="verdict_is_one_per_version", fields=["version"]),
            models.CheckConstraint(name="verdict_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="verdict_outcome_is_known", condition=Q(outcome__in=VerdictOutcome.values)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="verdict_is_by_who_reviews_it",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=BY_ITS_REVIEWER,
            ),
            pgtrigger.Protect(name="verdict_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{version} is {outcome}"), version=self.version_id, outcome=self.get_outcome_display())
