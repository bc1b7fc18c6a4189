"""A material change that is proposed although work was handed in: it comes about only if every entrant agrees."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.challenges.models import Challenge
from bounties.entries.models.entry import Entry
from bounties.errors import IllegalMove
from payments.sentences import filled
from workers.clock import LaurelNow


class AmendmentStatus(models.TextChoices):
    """What became of it."""

    OPEN = "open", gettext_lazy("Open")
    APPLIED = "applied", gettext_lazy("Applied")  # everyone agreed
    REFUSED = "refused", gettext_lazy("Refused")  # one said no
    LAPSED = "lapsed", gettext_lazy("Lapsed")  # one said nothing in time


class Amendment(models.Model):
    """New terms, put to everyone who has handed in; the old ones hold until all have agreed, and else for good."""

    Status = AmendmentStatus
    MOVES: ClassVar = {
        AmendmentStatus.OPEN: {AmendmentStatus.APPLIED, AmendmentStatus.REFUSED, AmendmentStatus.LAPSED},
        AmendmentStatus.APPLIED: set(),
        AmendmentStatus.REFUSED: set(),
        AmendmentStatus.LAPSED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="amendments")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    document = models.JSONField()  # the whole terms as they would be
    changed = models.JSONField()  # names of the fields that differ
    status = models.CharField(max_length=8, choices=AmendmentStatus, default=AmendmentStatus.OPEN)
    due_at = models.DateTimeField(null=True)  # while open
    created_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="amendment_is_one_at_a_time", fields=["challenge"], condition=Q(status=AmendmentStatus.OPEN)
            ),
            models.CheckConstraint(name="amendment_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="amendment_status_is_known", condition=Q(status__in=AmendmentStatus.values)),
            models.CheckConstraint(
                name="amendment_is_due_iff_open", condition=Q(status=AmendmentStatus.OPEN) ^ Q(due_at=None)
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="amendment_due", condition=Q(due_at__isnull=False))]
        triggers = [
            pgtrigger.FSM(
                name="amendment_moves_legally",
                field="status",
                transitions=[("open", "applied"), ("open", "refused"), ("open", "lapsed")],
            ),
            pgtrigger.ReadOnly(
                name="amendment_keeps_what_was_proposed",
                fields=["challenge", "proposed_by", "reason", "document", "changed"],
            ),
            pgtrigger.Protect(name="amendment_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("{status}: amendment of {challenge}"), status=self.get_status_display(), challenge=self.challenge_id
        )

    def move_to(self, status: AmendmentStatus) -> None:
        """End it in memory, or raise IllegalMove; the service saves."""
        if status not in self.MOVES[AmendmentStatus(self.status)]:
            raise IllegalMove(
                _("An amendment that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at = status, None


class AmendmentAnswer(models.Model):
    """What one entrant said to it, once and for good."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    amendment = models.ForeignKey(Amendment, on_delete=models.PROTECT, related_name="answers")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    answered_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [models.UniqueConstraint(name="amendment_answer_is_one_per_entry", fields=["amendment", "entry"])]
        triggers = [
            pgtrigger.Protect(name="amendment_answer_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {'agrees' if self.agrees else 'refuses'}"
