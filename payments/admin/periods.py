"""The months on the desk."""

from django.contrib import admin

from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline
from payments.models import Period, PeriodClosing, PeriodReopening


class ClosingInline(ReadOnlyInline):
    """What stood in the month each time it was closed."""

    model = PeriodClosing
    fields = readonly_fields = ("number", "prepared_by", "closed_by", "closed_at", "sha256")


class ReopeningInline(ReadOnlyInline):
    """Who wanted it opened again, and who agreed."""

    model = PeriodReopening
    fields = readonly_fields = ("asked_by", "asked_at", "reason", "confirmed_by", "confirmed_at")
    show_change_link = False


@admin.register(Period)
class PeriodAdmin(ReadOnlyAdmin):
    """One month of the books."""

    list_display = ("name", "status", "prepared_by", "prepared_at", "closed_by", "closed_at")
    list_filter = ("status",)
    list_select_related = ("prepared_by", "closed_by")
    search_fields = ("=month",)
    ordering = ("-month",)
    inlines = (ClosingInline,)


@admin.register(PeriodClosing)
class PeriodClosingAdmin(ReadOnlyAdmin):
    """What stood in a month when it was closed; never changed."""

    list_display = ("period", "number", "prepared_by", "closed_by", "closed_at", "sha256")
    list_select_related = ("period", "prepared_by", "closed_by")
    search_fields = ("=sha256",)
    ordering = ("-closed_at",)
    inlines = (ReopeningInline,)
