"""Whether an entry may be judged: looked at by a person where the terms ask for it, and in time by the clock."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from bounties.entries.models.entry import Entry
from bounties.errors import IllegalMove
from payments.sentences import filled


class ScreeningStatus(models.TextChoices):
    """Waits for its screener, waits for its entrant to mend it, or is over."""

    WAITING = "waiting", gettext_lazy("Waiting")
    CURING = "curing", gettext_lazy("Curing")
    PASSED = "passed", gettext_lazy("Passed")
    FAILED = "failed", gettext_lazy("Failed")


SCREENING_MOVES: dict[ScreeningStatus, set[ScreeningStatus]] = {
    ScreeningStatus.WAITING: {ScreeningStatus.PASSED, ScreeningStatus.CURING, ScreeningStatus.FAILED},
    ScreeningStatus.CURING: {ScreeningStatus.WAITING, ScreeningStatus.FAILED},
    ScreeningStatus.PASSED: set(),
    ScreeningStatus.FAILED: set(),
}
TIMED = [ScreeningStatus.WAITING, ScreeningStatus.CURING]


class Screening(models.Model):
    """One entry's. Unscreened in time, it passes; what is found may be mended once, and then fails for good."""

    Status = ScreeningStatus
    MOVES: ClassVar = SCREENING_MOVES

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="screening")
    status = models.CharField(max_length=12, choices=ScreeningStatus, default=ScreeningStatus.WAITING)
    due_at = models.DateTimeField(null=True, blank=True)
    is_mended = models.BooleanField(default=False)
    screener = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    reason = models.TextField(blank=True)  # what was found last; shown to its entrant

    class Meta:
        constraints = [
            models.CheckConstraint(name="screening_status_is_known", condition=Q(status__in=ScreeningStatus.values)),
            models.CheckConstraint(
                name="screening_is_due_iff_timed", condition=Q(status__in=TIMED) ^ Q(due_at__isnull=True)
            ),
            models.CheckConstraint(
                name="screening_finding_has_a_reason", condition=~Q(status="curing") | ~Q(reason="")
            ),
            models.CheckConstraint(name="screening_is_mended_once", condition=~Q(status="curing") | Q(is_mended=False)),
        ]
        indexes = [models.Index(fields=["due_at"], name="screening_due", condition=Q(due_at__isnull=False))]
        triggers = [
            pgtrigger.FSM(
                name="screening_moves_legally",
                field="status",
                transitions=[(str(old), str(new)) for old, after in SCREENING_MOVES.items() for new in sorted(after)],
            ),
        ]

    def __str__(self) -> str:
        return filled(gettext("{status} of {entry}"), status=self.get_status_display(), entry=self.entry_id)

    def move_to(self, status: ScreeningStatus, *, due_at: datetime | None = None) -> None:
        """Enter the next status in memory, or refuse; the service saves. `due_at` as TIMED demands."""
        if status not in self.MOVES[ScreeningStatus(self.status)]:
            raise IllegalMove(
                _("A screening that is “{status}” cannot become “{wanted}”."),
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status, self.due_at = status, due_at
