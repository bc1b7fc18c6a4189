"""The desk's view of challenges: everything is read, nothing is written past the services."""

from django.contrib import admin

from bounties.accounts.admin import SeenByStaff
from bounties.challenges.models import Backing, Challenge, Criterion, Prize, Question, Raise, Review, Terms


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


@admin.register(Question)
class QuestionAdmin(SeenByStaff, admin.ModelAdmin):
    """The question boards."""

    list_display = ["body", "challenge", "asked_at", "answered_at"]
    list_select_related = ["challenge"]
    search_fields = ["body", "answer", "=challenge__id"]
    ordering = ["-id"]
    show_full_result_count = False
