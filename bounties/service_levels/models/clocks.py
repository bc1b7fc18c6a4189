"""One measured thing: when it began, until when it may take, and whether it did."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.accounts.models import Sponsor
from bounties.challenges.models import Challenge
from bounties.service_levels.models.calendars import Calendar
from bounties.service_levels.models.plans import Measure, Plan
from bounties.service_levels.querysets import ClockQuerySet


class ClockStatus(models.TextChoices):
    """Where a clock is."""

    RUNNING = "running", _("Running")
    STANDING = "standing", _("Standing")  # somebody else is waited for: no time is counted
    MET = "met", _("Met")
    MISSED = "missed", _("Missed")
    DROPPED = "dropped", _("Dropped")  # there was nothing to do any more, before it was late


STOPPED = [ClockStatus.MET, ClockStatus.MISSED, ClockStatus.DROPPED]


class ServiceClock(models.Model):
    """A question, a judging or an award under the plan and calendar that were in force when it began.

    Everything but the two notices is read off the challenge's events (reading.py): what was measured is never measured
    again under another plan. `used` is business time up to `running_since`, or up to the end.
    """

    Status = ClockStatus

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="service_clocks")
    challenge = models.ForeignKey(Challenge, on_delete=models.PROTECT, related_name="service_clocks")
    measure = models.CharField(max_length=8, choices=Measure)
    subject_id = models.UUIDField()  # the question, the challenge or the award
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    target = models.DurationField()  # business time
    status = models.CharField(max_length=8, choices=ClockStatus, default=ClockStatus.RUNNING)
    started_at = models.DateTimeField()
    running_since = models.DateTimeField(null=True)
    used = models.DurationField()  # business time
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)  # told that it will be late
    breached_at = models.DateTimeField(null=True)  # told that it is

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="service_clock_is_one_per_subject", fields=["measure", "subject_id"]),
            models.CheckConstraint(name="service_clock_status_is_known", condition=Q(status__in=ClockStatus.values)),
            models.CheckConstraint(name="service_clock_measure_is_known", condition=Q(measure__in=Measure.values)),
            models.CheckConstraint(
                name="service_clock_is_due_iff_it_runs",
                condition=Q(status="running", running_since__isnull=False, warn_at__isnull=False, due_at__isnull=False)
                | (~Q(status="running") & Q(running_since=None, warn_at=None, due_at=None)),
            ),
            models.CheckConstraint(
                name="service_clock_stopped_says_when", condition=Q(status__in=STOPPED) ^ Q(stopped_at__isnull=True)
            ),
        ]
        indexes = [
            models.Index(
                fields=["warn_at"], name="service_clock_to_warn", condition=Q(status="running", warned_at=None)
            ),
            models.Index(fields=["due_at"], name="service_clock_due", condition=Q(status="running", breached_at=None)),
            models.Index(fields=["sponsor", "measure"], name="service_clock_of_sponsor"),
            models.Index(fields=["challenge"], name="service_clock_open", condition=Q(stopped_at=None)),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="service_clock_keeps_its_promise",
                fields=["sponsor", "challenge", "measure", "subject_id", "plan", "calendar", "target", "started_at"],
            ),
            pgtrigger.Protect(
                name="service_clock_stops_for_good",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__stopped_at__isnull=False),
            ),
            pgtrigger.Protect(
                name="service_clock_notice_is_given_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__warned_at__isnull=False, new__warned_at__df=pgtrigger.F("old__warned_at"))
                | pgtrigger.Q(old__breached_at__isnull=False, new__breached_at__df=pgtrigger.F("old__breached_at")),
            ),
            pgtrigger.Protect(name="service_clock_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.get_status_display()}"
