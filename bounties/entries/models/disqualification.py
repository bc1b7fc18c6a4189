"""A charge against an entry: who brings it, what its entrant answers, and who decides, in writing."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.challenges.models.involvement import PAYER, SIDE, uninvolved
from bounties.entries.models.entry import Entry
from bounties.entries.querysets import DisqualificationQuerySet
from bounties.errors import IllegalMove
from payments.sentences import filled
from workers.clock import LaurelNow


class DisqualificationStatus(models.TextChoices):
    """Open until somebody else than who brought it decides; undecided in time, it is dropped."""

    OPEN = "open", gettext_lazy("Open")
    UPHELD = "upheld", gettext_lazy("Upheld")
    DROPPED = "dropped", gettext_lazy("Dropped")


DISQUALIFICATION_MOVES: dict[DisqualificationStatus, set[DisqualificationStatus]] = {
    DisqualificationStatus.OPEN: {DisqualificationStatus.UPHELD, DisqualificationStatus.DROPPED},
    DisqualificationStatus.UPHELD: set(),
    DisqualificationStatus.DROPPED: set(),
}


class Disqualification(models.Model):
    """Proposed with a reason, answered until `answer_by`, decided until `due_at`."""

    Status = DisqualificationStatus
    MOVES: ClassVar = DISQUALIFICATION_MOVES

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="disqualifications")
    status = models.CharField(max_length=12, choices=DisqualificationStatus, default=DisqualificationStatus.OPEN)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=LaurelNow())
    reason = models.TextField()
    answer_by = models.DateTimeField()
    answer = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    verdict = models.TextField(blank=True)  # why, for its entrant

    objects = DisqualificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="entry_is_charged_once_at_a_time", fields=["entry"], condition=Q(status="open")
            ),
            models.CheckConstraint(name="charge_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="charge_status_is_known", condition=Q(status__in=DisqualificationStatus.values)
            ),
            models.CheckConstraint(name="charge_is_due_iff_open", condition=Q(status="open") ^ Q(due_at__isnull=True)),
            models.CheckConstraint(
                name="charge_is_decided_with_a_reason",
                condition=Q(status="open", decided_at=None, decided_by=None, verdict="")
                | (~Q(status="open") & Q(decided_at__isnull=False) & ~Q(verdict="")),
            ),
            models.CheckConstraint(
                name="charge_is_upheld_by_a_second_person",
                condition=~Q(status="upheld") | (Q(decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
            ),
        ]
        indexes = [models.Index(fields=["due_at"], name="charge_due", condition=Q(due_at__isnull=False))]
        triggers = [
            pgtrigger.FSM(
                name="charge_is_decided_once",
                field="status",
                transitions=[
                    (str(old), str(new)) for old, after in DISQUALIFICATION_MOVES.items() for new in sorted(after)
                ],
            ),
            pgtrigger.ReadOnly(
                name="charge_keeps_what_was_said", fields=["entry", "proposed_by", "proposed_at", "reason"]
            ),
            pgtrigger.Protect(
                name="charge_answer_is_never_due_earlier",
                operation=pgtrigger.UpdateOf("answer_by"),
                condition=pgtrigger.Q(new__answer_by__lt=pgtrigger.F("old__answer_by")),
            ),
            pgtrigger.Protect(
                name="charge_is_answered_once",
                operation=pgtrigger.UpdateOf("answer"),
                condition=~pgtrigger.Q(old__answer=""),
            ),
            pgtrigger.Protect(name="charge_is_never_deleted", operation=pgtrigger.Delete),
            uninvolved(
                "charge_is_decided_by_who_had_no_part",
                (PAYER, SIDE),
                person="decided_by_id",
                operation=pgtrigger.UpdateOf("decided_by_id"),
                challenge="(SELECT challenge_id FROM entries_entry WHERE id = NEW.entry_id)",
            ),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("{status} against {contested}"), status=self.get_status_display(), contested=self.entry_id
        )

    def move_to(self, status: DisqualificationStatus) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in self.MOVES[DisqualificationStatus(self.status)]:
            raise IllegalMove(
                _("A charge that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at = status, None
