"""The desk's view of decisions, awards and appeals: to read; whoever acts does so through the services."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bounties.awards.models import (
    Appeal,
    AppealAnswer,
    Award,
    Decision,
    DepartureConsent,
    Paper,
    Rereview,
    RereviewScore,
    ResultBundle,
)
from workers.admin import NothingByHand, ReadOnly


@admin.register(Decision)
class DecisionAdmin(ReadOnly):
    """What was decided by which rule."""

    list_display = ("challenge", "rule", "departs", "decided_by", "decided_at")
    list_filter = ("rule", "departs")
    list_select_related = ("challenge", "decided_by")
    search_fields = ("challenge__title",)


@admin.register(Award)
class AwardAdmin(ReadOnly):
    """Every award, the lost ones included."""

    list_display = ("challenge", "rank", "kind", "money", "status", "due_at", "created_at")
    list_filter = ("status", "kind", "currency")
    list_select_related = ("challenge",)
    search_fields = ("challenge__title", "=id", "=entry__id")

    @admin.display(description=_("sum"))
    def money(self, row: Award) -> str:
        """The amount with its currency, in the reader's language."""
        return row.money.spoken()


@admin.register(Appeal)
class AppealAdmin(ReadOnly):
    """What is contested, the open ones first."""

    list_display = ("challenge", "subject", "ground", "status", "appellant", "answer_by", "due_at", "arbiter")
    list_filter = ("status", "subject", "ground")
    list_select_related = ("challenge", "appellant", "arbiter")
    ordering = ("due_at", "-opened_at")
    search_fields = ("challenge__title", "=award__id", "=entry__id", "appellant__email")


@admin.register(AppealAnswer)
class AppealAnswerAdmin(ReadOnly):
    """What the other side says of an appeal; a side without a text has not answered."""

    list_display = ("appeal", "side", "author", "answered_at")
    list_filter = ("side",)
    list_select_related = ("appeal", "author")
    search_fields = ("=appeal__id",)


class RereviewScoreLines(NothingByHand, admin.TabularInline):
    """What it gives."""

    model = RereviewScore
    extra = 0


@admin.register(Rereview)
class RereviewAdmin(ReadOnly):
    """Entries that are scored anew, the open ones first."""

    inlines = (RereviewScoreLines,)
    list_display = ("challenge", "status", "first_scores", "ordered_by", "due_at", "reviewer", "done_at")
    list_filter = ("status", "first_scores")
    list_select_related = ("challenge", "ordered_by", "reviewer")
    ordering = ("due_at", "-ordered_at")
    search_fields = ("challenge__title", "=appeal__id")


@admin.register(DepartureConsent)
class DepartureConsentAdmin(ReadOnly):
    """Where a moderator let a sponsor depart from the ranking."""

    list_display = ("challenge", "moderator", "given_at", "reason")
    list_select_related = ("challenge", "moderator")
    search_fields = ("challenge__title",)


@admin.register(Paper)
class PaperAdmin(ReadOnly):
    """What winners did before they were paid."""

    list_display = ("award", "kind", "user", "legal_name", "given_at")
    list_filter = ("kind",)
    list_select_related = ("award", "user")
    search_fields = ("=award__id", "user__email", "legal_name")


@admin.register(ResultBundle)
class ResultBundleAdmin(ReadOnly):
    """Results as they were signed."""

    list_display = ("challenge", "edition", "sha256", "signed_at")
    list_filter = ("edition",)
    list_select_related = ("challenge",)
    search_fields = ("challenge__title", "=sha256")
