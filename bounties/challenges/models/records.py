"""What is written once: the terms as they stood, and what moderators said."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.challenges.models.challenge import Challenge
from payments.sentences import filled
from workers.clock import LaurelNow


class Terms(models.Model):
    """A snapshot of what binds sponsor and solvers. An entry points at the one that its entrant accepted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)  # hex, over the document's canonical bytes
    is_material = models.BooleanField(default=True)  # who accepted earlier ones has to accept these
    created_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        verbose_name_plural = "terms"
        constraints = [
            models.UniqueConstraint(name="terms_are_numbered", fields=["challenge", "number"]),
            models.CheckConstraint(name="terms_hash_is_sha256", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
        ]
        triggers = [
            pgtrigger.Protect(name="terms_are_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("Terms {number} of {challenge}"), number=self.number, challenge=self.challenge_id)


class Review(models.Model):
    """What a moderator decided about a submitted challenge, and why."""

    class Verdict(models.TextChoices):
        """The three ways out of review."""

        APPROVED = "approved", _("Approved")
        CHANGES_REQUESTED = "changes_requested", _("Changes requested")
        REJECTED = "rejected", _("Rejected")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=20, choices=Verdict)
    reason = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.CheckConstraint(name="review_refusal_says_why", condition=Q(verdict="approved") | ~Q(reason="")),
        ]
        triggers = [
            pgtrigger.Protect(name="review_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{verdict} by {reviewer}"), verdict=self.get_verdict_display(), reviewer=self.reviewer_id)
