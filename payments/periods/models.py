"""The months of the books: open, prepared by one person, closed by another, and what stood in them when they were."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from uuid_utils.compat import uuid7

from payments.errors import IllegalMove
from payments.ledger.triggers import append_only, legal_moves, terms_kept
from payments.periods import triggers
from payments.periods.moves import PERIOD_MOVES, PeriodStatus
from payments.periods.querysets import PeriodQuerySet
from payments.sentences import filled
from payments.statements.spans import Span
from workers.clock import LaurelNow


class Period(models.Model):
    """One calendar month of all currencies, in UTC. While it is closed, PostgreSQL refuses to post into it."""

    Status = PeriodStatus

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    month = models.DateField(unique=True)  # its first day
    status = models.CharField(max_length=8, choices=PeriodStatus, default=PeriodStatus.OPEN)
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)  # the preparer's: what was reviewed, and what is left as it is
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closings = models.PositiveSmallIntegerField(default=0)  # how often it was closed

    objects = PeriodQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="period_begins_with_its_month", condition=Q(month__day=1)),
            models.CheckConstraint(name="period_status_is_known", condition=Q(status__in=PeriodStatus.values)),
            models.CheckConstraint(
                name="period_says_who_prepared_it",
                condition=Q(status="open", prepared_by=None, prepared_at=None)
                | (~Q(status="open") & Q(prepared_by__isnull=False, prepared_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="period_says_who_closed_it",
                condition=Q(status="closed", closed_by__isnull=False, closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_by=None, closed_at=None)),
            ),
            models.CheckConstraint(
                name="period_is_not_closed_by_its_preparer",
                condition=Q(closed_by=None) | ~Q(closed_by=F("prepared_by")),
            ),
        ]
        triggers = [
            legal_moves("period", "status", PERIOD_MOVES),
            *terms_kept("period", "month"),
            *triggers.PERIOD_GUARDS,
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As in 2026-10."""
        return f"{self.month:%Y-%m}"

    @property
    def span(self) -> Span:
        """From its first moment to its last."""
        return Span.of_month(self.month)

    @property
    def last_closing(self) -> "PeriodClosing | None":
        """What was kept when it was closed; nothing while it is open."""
        return self.kept.filter(number=self.closings).first() if self.status == PeriodStatus.CLOSED else None

    def move_to(self, status: PeriodStatus) -> None:
        """Enter the next status in memory, or refuse; the service saves."""
        if status not in PERIOD_MOVES[self.status]:
            raise IllegalMove(
                _("{name} is “{status}”; it cannot become “{wanted}”."),
                name=self.name,
                status=self.get_status_display(),
                wanted=status.label,
            )
        self.status = status


class PeriodClosing(models.Model):
    """What stood in a month when it was closed, by whom, and what the checklist said. Never changed.

    `balances` is the trial balance in minor units, `sha256` the hash of its canonical text (`balances.canonical`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    period = models.ForeignKey(Period, models.PROTECT, related_name="kept")
    number = models.PositiveSmallIntegerField()  # the month's how manieth closing
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    note = models.TextField(blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(db_default=LaurelNow())
    checklist = models.JSONField()
    balances = models.JSONField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="closing_has_its_number", fields=["period", "number"]),
            models.CheckConstraint(name="closing_is_not_by_its_preparer", condition=~Q(closed_by=F("prepared_by"))),
            models.CheckConstraint(name="closing_hash_is_sha256_in_hex", condition=Q(sha256__regex="^[0-9a-f]{64}$")),
        ]
        triggers = append_only("closing")

    def __str__(self) -> str:
        return filled(gettext("closing {number} of {month}"), number=self.number, month=self.period)


class PeriodReopening(models.Model):
    """One person's wish to open a closed month again, with the reason, and another's yes to it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    closing = models.OneToOneField(PeriodClosing, models.PROTECT, related_name="reopening")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField()
    asked_at = models.DateTimeField(db_default=LaurelNow())
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="reopening_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="reopening_is_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | (Q(confirmed_at__isnull=False) & Q(confirmed_by__isnull=False) & ~Q(confirmed_by=F("asked_by"))),
            ),
        ]
        triggers = [
            *terms_kept("reopening", "closing_id", "asked_by_id", "reason", "asked_at"),
            triggers.REOPENING_IS_CONFIRMED_ONCE,
        ]

    def __str__(self) -> str:
        return filled(gettext("reopening of {closing}"), closing=self.closing)
