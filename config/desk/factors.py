"""Second factors at the desk: a lost one is removed there, and none is ever read."""

from django.contrib import admin


class SecondFactorDesk(admin.ModelAdmin):
    """Whose, of what kind, last used when; the seed stays where it is."""

    list_display = ("user", "type", "created_at", "last_used_at")
    list_filter = ("type",)
    search_fields = ("user__email",)
    readonly_fields = ("user", "type", "created_at", "last_used_at")
    exclude = ("data",)
