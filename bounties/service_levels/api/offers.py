"""The plans and calendars that a sponsor may choose."""

from typing import ClassVar

from django.db.models import QuerySet
from rest_framework import generics, serializers

from bounties.service_levels.models import Calendar, OpeningHours, Plan, Target


class TargetRow(serializers.ModelSerializer[Target]):
    """How long a measure may take."""

    class Meta:
        model = Target
        fields: ClassVar = ["measure", "amount", "unit"]


class PlanRow(serializers.ModelSerializer[Plan]):
    """A level of service."""

    targets = TargetRow(many=True)

    class Meta:
        model = Plan
        fields: ClassVar = ["name", "label", "is_default", "targets"]


class HoursRow(serializers.ModelSerializer[OpeningHours]):
    """One span of one weekday, Monday being 0, in minutes after the local midnight."""

    class Meta:
        model = OpeningHours
        fields: ClassVar = ["weekday", "since", "until"]


class CalendarRow(serializers.ModelSerializer[Calendar]):
    """When a sponsor counts as being at work."""

    hours = HoursRow(many=True)

    class Meta:
        model = Calendar
        fields: ClassVar = ["name", "label", "zone", "country", "subdivision", "is_default", "hours"]


class ServicePlans(generics.ListAPIView[Plan]):
    """What may be promised."""

    serializer_class = PlanRow
    required_scopes: ClassVar = {"GET": "challenges:read"}

    def get_queryset(self) -> QuerySet[Plan]:
        """By name."""
        return Plan.objects.filter(is_offered=True).prefetch_related("targets").order_by("name")


class BusinessCalendars(generics.ListAPIView[Calendar]):
    """In whose business time."""

    serializer_class = CalendarRow
    required_scopes: ClassVar = {"GET": "challenges:read"}

    def get_queryset(self) -> QuerySet[Calendar]:
        """By name."""
        return Calendar.objects.filter(is_offered=True).prefetch_related("hours").order_by("name")
