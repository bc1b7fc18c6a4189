"""The desk's view of service levels: administrators keep plans and calendars; everything measured is only read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bounties.accounts.admin import SeenByStaff
from bounties.service_levels.models import Calendar, Choice, DayOff, OpeningHours, Plan, ServiceClock, Target
from workers.waiting import Queue


class KeptByAdministrators:
    """Whoever could change a target could help a sponsor: administrators only. Django's own log keeps who did."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """All staff may look."""
        return bool(request.user.is_active and request.user.is_staff)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it shows on the index."""
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A new one."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Clocks that run already keep what they began with."""
        return self.has_add_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Of a plan or calendar that was ever used, PostgreSQL keeps the row; take it off the offer instead."""
        return self.has_add_permission(request, obj)


class TargetInline(KeptByAdministrators, admin.TabularInline):
    """What a plan promises; a measure without a target is not measured."""

    model = Target
    extra = 0


@admin.register(Plan)
class PlanAdmin(KeptByAdministrators, admin.ModelAdmin):
    """Levels of service."""

    list_display = ("name", "label", "is_default", "is_offered")
    inlines = (TargetInline,)


class OpeningHoursInline(KeptByAdministrators, admin.TabularInline):
    """The week; some of it is open."""

    model = OpeningHours
    extra = 0
    min_num = 1

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Some of it stays."""
        return super().get_formset(request, obj, validate_min=True, **kwargs)


class DayOffInline(KeptByAdministrators, admin.TabularInline):
    """Extra days."""

    model = DayOff
    extra = 0


@admin.register(Calendar)
class CalendarAdmin(KeptByAdministrators, admin.ModelAdmin):
    """Business calendars."""

    list_display = ("name", "label", "zone", "country", "subdivision", "is_default", "is_offered")
    inlines = (OpeningHoursInline, DayOffInline)


@admin.register(Choice)
class ChoiceAdmin(SeenByStaff, admin.ModelAdmin):
    """Who promised what since when."""

    list_display = ("sponsor", "plan", "calendar", "chosen_by", "chosen_at")
    list_select_related = ("sponsor", "plan", "calendar", "chosen_by")
    search_fields = ("sponsor__name", "=sponsor__id")
    ordering = ("-chosen_at",)


@admin.register(ServiceClock)
class ServiceClockAdmin(SeenByStaff, admin.ModelAdmin):
    """What is and was measured."""

    queues = (
        Queue(
            _("Service levels that are late"),
            lambda: ServiceClock.objects.open().late(),
            "stopped_at__isempty=1&breached_at__isempty=0",
        ),
    )
    list_display = ("sponsor", "challenge", "measure", "plan", "status", "started_at", "due_at", "stopped_at")
    list_filter = (
        "measure",
        "status",
        ("stopped_at", admin.EmptyFieldListFilter),
        ("breached_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("sponsor", "challenge", "plan")
    raw_id_fields = ("sponsor", "challenge", "plan", "calendar")
    search_fields = ("sponsor__name", "=challenge__id", "=subject_id")
    ordering = ("-started_at",)
    show_full_result_count = False
