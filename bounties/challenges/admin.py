"""The desk's view of challenges: everything is read, nothing is written past the services."""

from django.contrib import admin

from bounties.accounts.admin import SeenByStaff
from bounties.challenges.models import (
    Backing,
    Challenge,
    Criterion,
    Prize,
    Question,
    Raise,
    Review,
    ShortPost,
    Template,
    Terms,
)


class PrizeInline(SeenByStaff, admin.TabularInline):
    """Its places."""

    model = Prize
    fields = ("rank", "amount", "count", "label")


class CriterionInline(SeenByStaff, admin.TabularInline):
    """Its rubric."""

    model = Criterion
    fields = ("priority", "name", "weight", "guidance")


class ReviewInline(SeenByStaff, admin.TabularInline):
    """What moderators said."""

    model = Review
    fields = ("verdict", "reason", "reviewer", "created_at")


class TermsInline(SeenByStaff, admin.TabularInline):
    """The terms as they stood."""

    model = Terms
    fields = ("number", "sha256", "is_material", "created_at")


class BackingInline(SeenByStaff, admin.TabularInline):
    """Who else pays."""

    model = Backing
    fields = ("sponsor", "created_at")


class RaiseInline(SeenByStaff, admin.TabularInline):
    """By how much which prize rose, or would have."""

    model = Raise
    fields = ("rank", "amount", "sponsor", "asked_by", "created_at", "applied_at")


@admin.register(Challenge)
class ChallengeAdmin(SeenByStaff, admin.ModelAdmin):
    """Challenges, newest first; what happens next, and when, is in `status` and `due_at`."""

    list_display = ["title", "sponsor", "status", "due_at", "prize_total", "currency", "closes_at"]
    list_filter = ["status", "format", "guarantee", "visibility"]
    list_select_related = ["sponsor"]
    search_fields = ["title", "=id", "sponsor__name", "=source_id"]
    ordering = ["-id"]
    exclude = ["search"]
    show_full_result_count = False
    inlines = [PrizeInline, CriterionInline, BackingInline, RaiseInline, ReviewInline, TermsInline]


@admin.register(ShortPost)
class ShortPostAdmin(SeenByStaff, admin.ModelAdmin):
    """Challenges that were posted in one step."""

    list_display = ["challenge", "posted_by", "created_at"]
    list_select_related = ["challenge", "posted_by"]
    search_fields = ["=challenge__id", "posted_by__email"]
    ordering = ["-created_at"]
    show_full_result_count = False


@admin.register(Template)
class TemplateAdmin(SeenByStaff, admin.ModelAdmin):
    """What sponsors keep to draft from."""

    list_display = ["name", "sponsor", "saved_by", "saved_at"]
    list_select_related = ["sponsor", "saved_by"]
    search_fields = ["name", "sponsor__name"]
    ordering = ["-saved_at"]
    show_full_result_count = False


@admin.register(Question)
class QuestionAdmin(SeenByStaff, admin.ModelAdmin):
    """The question boards."""

    list_display = ["body", "challenge", "asked_at", "answered_at"]
    list_select_related = ["challenge"]
    search_fields = ["body", "answer", "=challenge__id"]
    ordering = ["-id"]
    show_full_result_count = False
