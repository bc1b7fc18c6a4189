"""The desk's view of ballots: who voted, what is flagged, what was counted; never what a single ballot says."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bounties.ballots.models import Audit, Ballot, Flag, Tally
from workers.admin import ReadOnly
from workers.waiting import Queue


@admin.register(Ballot)
class BallotAdmin(ReadOnly):
    """Ballots without their marks, so that nobody can void by taste; the receipt is its voter's alone."""

    list_display = ("id", "challenge", "voter", "voided_at", "void_reason")
    list_select_related = ("challenge", "voter")
    search_fields = ("=id", "=challenge__id", "voter__email")
    fields = ("challenge", "voter", "voided_at", "voided_by", "void_reason")
    raw_id_fields = ("challenge", "voter", "voided_by")
    ordering = ("id",)
    show_full_result_count = False


@admin.register(Flag)
class FlagAdmin(ReadOnly):
    """Ballots that may be one person's; answered through the API, with a reason."""

    queues = (Queue(_("Flagged ballots"), Flag.objects.open, "status__exact=open", is_urgent=True),)
    list_display = ("id", "challenge", "kind", "why", "status", "raised_at", "decided_by", "decided_at", "reason")
    list_filter = ("status", "kind")
    list_select_related = ("challenge", "decided_by")
    search_fields = ("=id", "=challenge__id")
    ordering = ("-id",)

    @admin.display(description=_("why"))
    def why(self, row: Flag) -> str:
        """What its ballots have in common."""
        return row.why


@admin.register(Audit)
class AuditAdmin(ReadOnly):
    """When the audit of each ballot began."""

    list_display = ("challenge", "begun_at")
    list_select_related = ("challenge",)
    search_fields = ("=challenge__id",)


@admin.register(Tally)
class TallyAdmin(ReadOnly):
    """What was counted."""

    list_display = ("challenge", "counted", "voided", "tallied_at")
    list_select_related = ("challenge",)
    search_fields = ("=challenge__id",)
