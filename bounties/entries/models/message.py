"""What the buyer and one offeror write to each other, each under an alias to the other."""

from typing import TypeAlias

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.entries.models.entry import Entry
from payments.sentences import filled
from workers.clock import LaurelNow


class MessageSide(models.TextChoices):
    """Who writes; all that the other side learns of them."""

    SPONSOR = "sponsor", _("Sponsor")
    ENTRANT = "entrant", _("Entrant")


class Message(models.Model):
    """One message of the thread that belongs to an entry. Never rewritten; one reported may be hidden.

    Its report is the one that waits for an answer, or for which it was hidden; those without cause are `dismissals`.
    """

    Side: TypeAlias = MessageSide

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="messages")
    side = models.CharField(max_length=8, choices=MessageSide)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField()
    sent_at = models.DateTimeField(db_default=LaurelNow())
    reported_at = models.DateTimeField(null=True, blank=True)  # by the side that received it
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    report_reason = models.TextField(blank=True, default="")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    hidden_reason = models.TextField(blank=True, default="")  # both sides read it

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="message_says_something", condition=~Q(body="")),
            models.CheckConstraint(name="message_side_is_known", condition=Q(side__in=MessageSide.values)),
            models.CheckConstraint(
                name="message_reported_says_why", condition=Q(reported_at=None) ^ ~Q(report_reason="")
            ),
            models.CheckConstraint(
                name="message_reported_names_by_whom", condition=~(Q(reported_at=None) ^ Q(reported_by=None))
            ),
            models.CheckConstraint(
                name="message_hidden_says_why_and_by_whom",
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
            ),
        ]
        indexes = [
            models.Index(fields=["entry", "id"], name="messages_of_entry"),
            models.Index(fields=["id"], name="messages_reported", condition=Q(reported_at__isnull=False)),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="message_is_never_rewritten", fields=["entry", "side", "author", "body", "sent_at"]
            ),
            pgtrigger.Protect(name="message_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{side} on {entry}"), side=self.get_side_display(), entry=self.entry_id)


class DismissedReport(models.Model):
    """A report that had no cause: what was said, by whom, and which moderator found nothing wrong, and why."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="dismissals")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    report_reason = models.TextField()
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField(db_default=LaurelNow())
    reason = models.TextField()  # who reported reads it, and moderators

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(name="report_is_dismissed_once_per_person", fields=["message", "reported_by"]),
            models.CheckConstraint(name="report_is_dismissed_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="report_is_dismissed_by_somebody_else", condition=~Q(dismissed_by=F("reported_by"))
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="dismissed_report_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return str(self.message)
