"""What sponsors promise: plans with their targets, and who chose which since when."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.accounts.models import Sponsor
from bounties.service_levels.business_time import BusinessCalendar
from bounties.service_levels.models.calendars import Calendar
from payments.sentences import filled
from workers.clock import LaurelNow


class Measure(models.TextChoices):
    """What is timed."""

    ANSWER = "answer", _("First answer on the question board")
    JUDGING = "judging", _("From the close to the decision")
    PAYOUT = "payout", _("From an accepted award to its payment")


class Plan(models.Model):
    """A level of service that a sponsor may choose. Who pays for it is settled outside."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.SlugField(max_length=40, db_index=False)
    label = models.CharField(max_length=120)
    is_default = models.BooleanField(default=False)  # of every sponsor that chose none
    is_offered = models.BooleanField(default=True)  # may be chosen anew

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="plan_is_one_per_name", fields=["name"]),
            models.UniqueConstraint(
                name="one_plan_is_the_default", fields=["is_default"], condition=Q(is_default=True)
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Target(models.Model):
    """How long a measure may take under a plan. Changing it changes no clock that has started."""

    class Unit(models.TextChoices):
        """Of business time; a business day is the calendar's usual day."""

        HOURS = "hours", _("Hours")
        DAYS = "days", _("Days")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="targets")
    measure = models.CharField(max_length=8, choices=Measure)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=Unit)

    class Meta:
        ordering = ["measure"]
        constraints = [
            models.UniqueConstraint(name="target_is_one_per_measure", fields=["plan", "measure"]),
            models.CheckConstraint(name="target_is_some_time", condition=Q(amount__gte=1)),
            models.CheckConstraint(name="target_measure_is_known", condition=Q(measure__in=Measure.values)),
            models.CheckConstraint(name="target_unit_is_known", condition=Q(unit__in=["hours", "days"])),
        ]

    def __str__(self) -> str:
        return filled(
            gettext("{measure}: {amount} ({unit} of business)"),
            measure=self.get_measure_display(),
            amount=self.amount,
            unit=self.get_unit_display(),
        )

    def span(self, calendar: BusinessCalendar) -> timedelta:
        """The same in business time."""
        each = calendar.usual_day if self.unit == self.Unit.DAYS else timedelta(hours=1)
        return each * self.amount


class Choice(models.Model):
    """A sponsor chose a plan and a calendar: in force until the next choice, so the history is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sponsor = models.ForeignKey(Sponsor, on_delete=models.PROTECT, related_name="service_choices")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="+")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        ordering = ["-chosen_at", "-id"]
        indexes = [models.Index(fields=["sponsor", "-chosen_at"], name="choice_in_force")]
        triggers = [
            pgtrigger.Protect(name="choice_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return filled(gettext("{sponsor} chose {plan}"), sponsor=self.sponsor_id, plan=self.plan_id)
