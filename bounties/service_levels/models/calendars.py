"""Business calendars: a named zone, weekly hours, a country's public holidays and extra days off.

They are the house's, not a sponsor's: whoever made their own could be open one hour a week and never be late.
"""

from zoneinfo import available_timezones

import holidays
import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from bounties.service_levels.business_time import DAYS_IN_A_WEEK, BusinessCalendar

MINUTES_IN_A_DAY = 1440
# Deferred: the desk replaces the rows of a week one by one.
KEEPS_ITS_HOURS = """
IF EXISTS (SELECT FROM service_levels_calendar WHERE id = OLD.calendar_id) AND NOT EXISTS (
    SELECT FROM service_levels_openinghours WHERE calendar_id = OLD.calendar_id
) THEN
    RAISE EXCEPTION 'a calendar keeps some opening hours'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'calendar_keeps_its_hours';
END IF;
RETURN NULL;
"""


class Calendar(models.Model):
    """When those who chose it count as being at work. What it has measured stays, whatever it says later."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.SlugField(max_length=40, db_index=False)
    label = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, help_text=_("IANA, like Europe/Berlin."))
    country = models.CharField(max_length=2, blank=True, help_text=_("ISO 3166-1, whose public holidays are days off."))
    subdivision = models.CharField(max_length=6, blank=True, help_text=_("ISO 3166-2 without the country, like BE."))
    is_default = models.BooleanField(default=False)
    is_offered = models.BooleanField(default=True)  # may be chosen anew

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="calendar_is_one_per_name", fields=["name"]),
            models.UniqueConstraint(
                name="one_calendar_is_the_default", fields=["is_default"], condition=Q(is_default=True)
            ),
            models.CheckConstraint(
                name="calendar_subdivision_is_of_a_country", condition=Q(subdivision="") | ~Q(country="")
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse zones and countries that nobody knows."""
        if self.zone not in available_timezones():
            raise ValidationError({"zone": f"{self.zone} is no IANA time zone. Write it as Europe/Berlin."})
        parts = holidays.list_supported_countries().get(self.country, [])
        if self.country and self.country not in holidays.list_supported_countries():
            raise ValidationError({"country": f"Holidays of {self.country} are not known."})
        if self.subdivision and self.subdivision not in parts:
            raise ValidationError({"subdivision": f"{self.subdivision} is no part of {self.country}."})

    def business(self) -> BusinessCalendar:
        """The same as a value that counts; two queries. Raises NeverOpen without hours."""
        week: list[list[tuple[int, int]]] = [[] for _ in range(DAYS_IN_A_WEEK)]
        for row in self.hours.order_by("weekday", "since"):
            week[row.weekday].append((row.since, row.until))
        return BusinessCalendar(
            zone=self.zone,
            week=tuple(tuple(day) for day in week),
            country=self.country,
            subdivision=self.subdivision,
            closed=frozenset(self.days_off.values_list("day", flat=True)),
        )


class OpeningHours(models.Model):
    """One span of one weekday, in minutes of the local day."""

    class Weekday(models.IntegerChoices):
        """As Python counts them."""

        MONDAY = 0, WEEKDAYS[0]
        TUESDAY = 1, WEEKDAYS[1]
        WEDNESDAY = 2, WEEKDAYS[2]
        THURSDAY = 3, WEEKDAYS[3]
        FRIDAY = 4, WEEKDAYS[4]
        SATURDAY = 5, WEEKDAYS[5]
        SUNDAY = 6, WEEKDAYS[6]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday)
    since = models.PositiveSmallIntegerField(help_text=_("Minutes after midnight: 540 is 9:00."))
    until = models.PositiveSmallIntegerField(help_text=_("Minutes after midnight: 1020 is 17:00, 1440 midnight."))

    class Meta:
        verbose_name_plural = "opening hours"
        constraints = [
            models.UniqueConstraint(name="opening_hours_begin_once", fields=["calendar", "weekday", "since"]),
            models.CheckConstraint(
                name="opening_hours_are_of_one_day",
                condition=Q(until__gt=F("since"), until__lte=MINUTES_IN_A_DAY, weekday__lt=DAYS_IN_A_WEEK),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="calendar_keeps_its_hours",
                when=pgtrigger.After,
                operation=pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=KEEPS_ITS_HOURS,
            )
        ]

    def __str__(self) -> str:
        since, until = (f"{minutes // 60}:{minutes % 60:02d}" for minutes in (self.since, self.until))
        return f"{self.get_weekday_display()} {since} - {until}"


class DayOff(models.Model):
    """A day on which a calendar is closed besides public holidays."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    calendar = models.ForeignKey(Calendar, on_delete=models.CASCADE, related_name="days_off")
    day = models.DateField()
    label = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name_plural = "days off"
        ordering = ["day"]
        constraints = [models.UniqueConstraint(name="day_off_is_one_per_date", fields=["calendar", "day"])]

    def __str__(self) -> str:
        return f"{self.day} {self.label}".strip()
