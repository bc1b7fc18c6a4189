"""The desk's view of panels and scorecards: to read; whoever acts does so through the services."""

from django.contrib import admin

from bounties.entries.admin import ByItsId
from bounties.judging.models import (
    AnswerComment,
    AnswerVote,
    Assignment,
    Judgeship,
    PublicScore,
    Score,
    Scorecard,
    TieBreak,
    Verdict,
)
from workers.admin import ReadOnly
from workers.readonly import NothingByHand


class ScoreLines(NothingByHand, admin.TabularInline):
    """The points of a scorecard."""

    model = Score
    fields = ("criterion", "points", "comment")
    extra = 0
    can_delete = False


@admin.register(Judgeship)
class JudgeshipAdmin(ReadOnly):
    """Who was asked to judge what."""

    list_display = ("challenge", "email", "is_chair", "is_reserve", "status", "invited_at", "answered_at", "due_at")
    list_filter = ("status", "is_chair", "is_reserve")
    list_select_related = ("challenge",)
    search_fields = ("challenge__title", "email")


@admin.register(Assignment)
class AssignmentAdmin(ByItsId, ReadOnly):
    """Who was given which entry, where not every judge scores every entry."""

    list_display = ("judgeship", "entry_key", "is_third", "assigned_at")
    list_filter = ("is_third",)
    list_select_related = ("judgeship",)
    fields = ("judgeship", "entry_key", "is_third", "assigned_at")
    readonly_fields = ("entry_key",)
    search_fields = ("judgeship__challenge__title", "=entry__id")


@admin.register(TieBreak)
class TieBreakAdmin(ReadOnly):
    """The chair's orders."""

    list_display = ("challenge", "chair", "reason", "given_at")
    list_select_related = ("challenge", "chair")
    search_fields = ("challenge__title", "reason")


@admin.register(AnswerVote)
class AnswerVoteAdmin(ReadOnly):
    """Who voted for or against which answer."""

    list_display = ("entry", "voter", "value", "cast_at")
    list_filter = ("value",)
    list_select_related = ("entry", "voter")
    search_fields = ("=entry__id", "voter__email")


@admin.register(AnswerComment)
class AnswerCommentAdmin(ReadOnly):
    """Remarks under answers."""

    list_display = ("entry", "author", "is_official", "body", "written_at")
    list_filter = ("is_official",)
    list_select_related = ("entry", "author")
    search_fields = ("=entry__id", "author__email")


@admin.register(Scorecard)
class ScorecardAdmin(ByItsId, ReadOnly):
    """How far each judge is; the entry by its id only, since staff may have to decide blind."""

    list_display = ("judgeship", "entry_key", "status", "stated_at", "submitted_at")
    list_filter = ("status",)
    fields = ("judgeship", "entry_key", "status", "stated_at", "submitted_at")
    readonly_fields = ("entry_key",)
    search_fields = ("judgeship__challenge__title", "=entry__id")
    inlines = (ScoreLines,)


@admin.register(PublicScore)
class PublicScoreAdmin(ByItsId, ReadOnly):
    """What the public's votes gave, where a jury scores, too; there from the tally on."""

    list_display = ("entry_key", "points")
    fields = ("entry_key", "points")
    readonly_fields = ("entry_key",)
    search_fields = ("entry__challenge__title", "=entry__id")


@admin.register(Verdict)
class VerdictAdmin(ReadOnly):
    """What was said of which entry of a queue, by whom and why."""

    list_display = ("version", "outcome", "given_by", "is_arbiters", "given_at")
    list_filter = ("outcome", "is_arbiters")
    list_select_related = ("version", "given_by")
    search_fields = ("version__entry__challenge__title", "=version__entry__id")
