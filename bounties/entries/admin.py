"""The desk's view of entries and their receipts: read only; a receipt is never changed by anyone."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bounties.accounts.admin import SeenByStaff
from bounties.accounts.policies import is_moderator, signed_in
from bounties.entries.messaging import once_reported
from bounties.entries.models import (
    Amendment,
    AmendmentAnswer,
    DismissedReport,
    Disqualification,
    Entry,
    EntryFile,
    EntryVersion,
    Message,
    Picture,
    Rendition,
    Screening,
    SimilarityFlag,
    TeamShare,
)
from bounties.entries.similarity import deciding
from bounties.errors import BountyError
from workers.admin import ReasonForm
from workers.waiting import Queue


class ByItsId:
    """Shows an entry by its id only, since staff may have to decide blind."""

    @admin.display(description=_("entry"), ordering="entry_id")
    def entry_key(self, row: Any) -> str:
        """Without a title."""
        return str(row.entry_id)


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


class AnswerInline(SeenByStaff, admin.TabularInline):
    """What the entrants said."""

    model = AmendmentAnswer
    fields = ("entry", "agrees", "answered_at")


@admin.register(Amendment)
class AmendmentAdmin(SeenByStaff, admin.ModelAdmin):
    """Changes of terms that were put to the entrants, latest first."""

    list_display = ["challenge", "status", "due_at", "proposed_by", "created_at"]
    list_filter = ["status"]
    list_select_related = ["challenge", "proposed_by"]
    search_fields = ["=id", "=challenge__id"]
    ordering = ["-id"]
    inlines = [AnswerInline]


@admin.register(Message)
class MessageAdmin(SeenByStaff, admin.ModelAdmin):
    """Reported messages with what became of them; nobody at the desk reads the others."""

    list_display = ["sent_at", "side", "reported_at", "report_reason", "hidden_at", "hidden_by", "hidden_reason"]
    list_select_related = ["hidden_by"]
    search_fields = ["=id", "=entry__id", "=entry__challenge__id"]
    ordering = ["-id"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Message]:
        """Only those that one of their readers has shown."""
        return super().get_queryset(request).filter(pk__in=once_reported().values("pk"))


@admin.register(DismissedReport)
class DismissedReportAdmin(SeenByStaff, admin.ModelAdmin):
    """Reports that had no cause; answered on the page of what waits, or by the API."""

    list_display = ["dismissed_at", "reported_at", "report_reason", "dismissed_by", "reason"]
    list_select_related = ["dismissed_by"]
    search_fields = ["=id", "=message__id", "=message__entry__id", "=message__entry__challenge__id"]
    raw_id_fields = ["message"]
    ordering = ["-id"]
    show_full_result_count = False


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


@admin.register(SimilarityFlag)
class SimilarityFlagAdmin(ByItsId, SeenByStaff, admin.ModelAdmin):
    """Entries that look alike, for moderators; the judging side never hears of them."""

    queues = (Queue(_("Entries that look alike"), SimilarityFlag.objects.open, "state__exact=open"),)
    action_form = ReasonForm
    actions = ["dismiss", "uphold"]
    list_display = ["raised_at", "kind", "score", "entry_key", "resembles_key", "state", "decided_by", "reason"]
    list_filter = ["state", "kind"]
    list_select_related = ["decided_by"]
    search_fields = ["=entry__id", "=resembles__id", "=entry__challenge__id"]
    ordering = ["-id"]
    show_full_result_count = False

    @admin.display(description=_("resembles"), ordering="resembles_id")
    def resembles_key(self, row: SimilarityFlag) -> str:
        """The older one, by its id."""
        return str(row.resembles_id)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Moderators, and administrators."""
        return is_moderator(request.user) or bool(request.user.is_active and request.user.is_superuser)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SimilarityFlag]:
        """Not those of what one judges or sponsors oneself."""
        return super().get_queryset(request) & SimilarityFlag.objects.visible_to(signed_in(request.user))

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Asked by the actions below."""
        return is_moderator(request.user)

    @admin.action(description=_("Dismiss for the reason given"), permissions=["decide"])
    def dismiss(self, request: HttpRequest, flags: QuerySet[SimilarityFlag]) -> None:
        """Nothing is wrong."""
        self._decide(request, flags, SimilarityFlag.State.DISMISSED)

    @admin.action(description=_("Uphold for the reason given"), permissions=["decide"])
    def uphold(self, request: HttpRequest, flags: QuerySet[SimilarityFlag]) -> None:
        """One is made from the other."""
        self._decide(request, flags, SimilarityFlag.State.UPHELD)

    def _decide(self, request: HttpRequest, flags: QuerySet[SimilarityFlag], state: Any) -> None:
        reason, by = request.POST.get("reason", ""), signed_in(request.user)
        for flag in flags:
            try:
                deciding.decide(flag_id=flag.pk, state=state, reason=reason, by=by)
            except BountyError as refusal:
                self.message_user(request, f"{flag}: {refusal}", messages.ERROR)


class OfModerators(SeenByStaff):
    """For those who moderate, and administrators."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether it shows on the index."""
        return is_moderator(request.user) or bool(request.user.is_active and request.user.is_superuser)


@admin.register(Disqualification)
class DisqualificationAdmin(ByItsId, OfModerators, admin.ModelAdmin):
    """Charges against entries; brought, answered and decided by the API."""

    queues = (Queue(_("Charges to decide"), Disqualification.objects.open, "status__exact=open"),)
    list_display = ["proposed_at", "entry_key", "status", "proposed_by", "answer_by", "due_at", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["proposed_by", "decided_by"]
    search_fields = ["=entry__id", "=entry__challenge__id"]
    ordering = ["-id"]
    show_full_result_count = False


@admin.register(Screening)
class ScreeningAdmin(ByItsId, OfModerators, admin.ModelAdmin):
    """Entries that are or were screened; by alias and blind in the API."""

    queues = (
        Queue(_("Entries to screen"), lambda: Screening.objects.filter(status="waiting"), "status__exact=waiting"),
    )
    list_display = ["entry_key", "status", "due_at", "is_mended", "screener", "reason"]
    list_filter = ["status"]
    list_select_related = ["screener"]
    search_fields = ["=entry__id", "=entry__challenge__id"]
    ordering = ["-id"]
    show_full_result_count = False
