"""The desk's view of entries and their receipts: read only; a receipt is never changed by anyone."""

from django.contrib import admin

from bounties.accounts.admin import SeenByStaff
from bounties.entries.models import Entry, EntryFile, EntryVersion, Picture, Rendition, TeamShare


class VersionInline(SeenByStaff, admin.TabularInline):
    """What was received, and when."""

    model = EntryVersion
    fields = ("number", "title", "sha256", "received_at")
    readonly_fields = ("received_at",)


class FileInline(SeenByStaff, admin.TabularInline):
    """Files; their names and hashes, not their bytes."""

    model = EntryFile
    fields = ("name", "size", "media_type", "sha256", "removed_at")


class ShareInline(SeenByStaff, admin.TabularInline):
    """How the team divides what it may win."""

    model = TeamShare
    fields = ("email", "user", "share_bp", "consented_at")


@admin.register(Entry)
class EntryAdmin(SeenByStaff, admin.ModelAdmin):
    """Entries, latest begun first."""

    list_display = ["title", "challenge", "entrant", "status", "latest_version", "created_at"]
    list_filter = ["status"]
    list_select_related = ["challenge", "entrant"]
    search_fields = ["=id", "title", "=challenge__id", "entrant__email"]
    ordering = ["-created_at"]
    show_full_result_count = False
    inlines = [VersionInline, FileInline, ShareInline]


class RenditionInline(SeenByStaff, admin.TabularInline):
    """Its small copies."""

    model = Rendition
    fields = ("size", "width", "height")


@admin.register(Picture)
class PictureAdmin(SeenByStaff, admin.ModelAdmin):
    """Images and what our decoder made of them; whose they are stands with their entry."""

    list_display = ["id", "status", "width", "height", "fingerprint"]
    list_filter = ["status"]
    search_fields = ["=id", "=fingerprint", "=file__id"]
    raw_id_fields = ["file"]
    ordering = ["id"]
    show_full_result_count = False
    inlines = [RenditionInline]
