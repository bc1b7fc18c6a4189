"""What was taken out of the books, on the desk."""

from django.contrib import admin

from payments.admin.reading import ReadOnlyAdmin
from payments.models import Export


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    """Who took which file, by which filters, and what exactly they got."""

    list_display = ("kind", "form", "by", "at", "rows", "size", "is_complete", "sha256")
    list_filter = ("kind", "form", "is_complete")
    list_select_related = ("by",)
    search_fields = ("=sha256", "by__email")
    ordering = ("-at",)
