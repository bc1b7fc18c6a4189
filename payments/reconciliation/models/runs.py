"""One whole comparison of the books with Stripe's, and who signed it off."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import refusal, terms_kept
from payments.reconciliation.querysets import RunQuerySet
from payments.sentences import filled
from workers.clock import LaurelNow

FOUND = ("ended_at", "lines_seen", "matched", "opened", "closed", "figures", "failure")

RUN_IS_SEALED = pgtrigger.Trigger(
    name="run_is_sealed",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF OLD.ended_at IS NOT NULL AND ({", ".join(f"OLD.{name}" for name in FOUND)})
            IS DISTINCT FROM ({", ".join(f"NEW.{name}" for name in FOUND)}) THEN
            {refusal("run_is_sealed", "What a comparison found is never changed.")}
        END IF;
        IF OLD.signed_at IS NOT NULL THEN
            {refusal("run_is_sealed", "A comparison is signed off once.")}
        END IF;
        RETURN NEW;
    """,
)


class ReconciliationRun(models.Model):
    """A comparison by the hour, or because a person asked; the quick look of every minute is a BookCheck only.

    Which of Stripe's lines matched in it follows from the exceptions that were open when it ended.
    """

    class Cause(models.TextChoices):
        """Why it was made."""

        CLOCK = "clock", _("Clock")
        PERSON = "person", _("Person")
        COMMAND = "command", _("Command")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cause = models.CharField(max_length=8, choices=Cause)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(db_default=LaurelNow())
    step = models.CharField(max_length=80, default="waiting")  # how far it is, for people
    ended_at = models.DateTimeField(null=True)
    lines_seen = models.PositiveIntegerField(default=0)  # all of Stripe's lines that were compared
    matched = models.PositiveIntegerField(default=0)
    opened = models.PositiveIntegerField(default=0)  # exceptions
    closed = models.PositiveIntegerField(default=0)
    figures = models.JSONField(default=list)  # per currency: Stripe's balance, ours, the difference
    failure = models.TextField(blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    note = models.TextField(max_length=2000, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = "comparison"
        constraints = [
            models.CheckConstraint(name="run_by_a_person_says_who", condition=Q(by__isnull=False) ^ ~Q(cause="person")),
            models.CheckConstraint(
                name="run_is_signed_by_another",
                condition=Q(signed_by=None) | Q(by=None) | ~Q(signed_by=F("by")),
            ),
            models.CheckConstraint(
                name="run_is_signed_after_its_end",
                condition=Q(signed_by=None, signed_at=None, note="")
                | Q(signed_by__isnull=False, signed_at__gte=F("ended_at"), failure="") & ~Q(note=""),
            ),
            models.UniqueConstraint(models.F("cause"), name="run_waits_once", condition=Q(ended_at=None)),
        ]
        indexes = [models.Index(fields=["-started_at"], name="run_latest")]
        triggers = [*terms_kept("run", "cause", "by_id", "started_at"), RUN_IS_SEALED]

    def __str__(self) -> str:
        return filled(gettext("comparison of {at}"), at=f"{self.started_at:%Y-%m-%d %H:%M}")

    @property
    def unmatched(self) -> int:
        """Lines without their posting, or with another amount."""
        return self.lines_seen - self.matched
