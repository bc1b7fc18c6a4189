"""The desk's view of profiles: what people show of themselves. Staff look; people change theirs by their own acts."""

from django.contrib import admin

from bounties.accounts.admin import SeenByStaff
from bounties.community.models import FormerHandle, Profile, Standing


@admin.register(Profile)
class ProfileAdmin(SeenByStaff, admin.ModelAdmin):
    """Public pages, and those that are hidden."""

    list_display = ["handle", "user", "is_public", "shows_country", "shows_paid", "handle_since"]
    list_filter = ["is_public"]
    list_select_related = ["user"]
    search_fields = ["handle", "user__email", "user__name"]
    ordering = ["handle"]


@admin.register(FormerHandle)
class FormerHandleAdmin(SeenByStaff, admin.ModelAdmin):
    """Handles that nobody else may have, by their hashes."""

    list_display = ["digest", "user"]
    list_select_related = ["user"]
    ordering = ["digest"]
    show_full_result_count = False


@admin.register(Standing)
class StandingAdmin(SeenByStaff, admin.ModelAdmin):
    """What the leaderboards are read from."""

    list_display = ["profile", "span", "currency", "country", "wins", "paid", "due_at"]
    list_filter = ["span", "currency"]
    list_select_related = ["profile"]
    search_fields = ["profile__handle"]
    ordering = ["-wins"]
    show_full_result_count = False
