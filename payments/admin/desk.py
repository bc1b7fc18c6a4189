"""What was confirmed at the desk, for reading."""

from django.contrib import admin

from payments.admin.reading import ReadOnlyAdmin
from payments.models import DeskAct


@admin.register(DeskAct)
class DeskActAdmin(ReadOnlyAdmin):
    """Who did what on which page, when, and what they typed in."""

    list_display = ("at", "by", "act", "model", "row")
    list_filter = ("act", "model")
    list_select_related = ("by",)
    search_fields = ("=row", "by__email")
    ordering = ("-at",)
