"""The desk's view of idea boards: what votes raised, what was said, who voted."""

from django.contrib import admin

from bounties.ideas.models import Idea, IdeaChange, IdeaFollow, IdeaVote
from workers.admin import ReadOnly


@admin.register(Idea)
class IdeaAdmin(ReadOnly):
    """What stands on the boards."""

    list_display = ("entry", "challenge", "status", "ups", "downs", "answer_by", "merged_into")
    list_filter = ("status",)
    list_select_related = ("entry", "challenge", "merged_into")
    search_fields = ("=entry__id", "=challenge__id", "entry__title")
    ordering = ("-entry",)
    show_full_result_count = False


@admin.register(IdeaChange)
class IdeaChangeAdmin(ReadOnly):
    """What was said of which idea, when and by whom."""

    list_display = ("at", "idea", "before", "after", "by", "note")
    list_filter = ("after",)
    list_select_related = ("idea", "by")
    search_fields = ("=idea__entry__id", "note")
    ordering = ("-id",)
    show_full_result_count = False


@admin.register(IdeaVote)
class IdeaVoteAdmin(ReadOnly):
    """Who voted for or against which idea."""

    list_display = ("cast_at", "idea", "voter", "value", "counts")
    list_filter = ("value", "counts")
    list_select_related = ("idea", "voter")
    search_fields = ("=idea__entry__id", "voter__email")
    ordering = ("-cast_at",)
    show_full_result_count = False


@admin.register(IdeaFollow)
class IdeaFollowAdmin(ReadOnly):
    """Who wants to hear of which idea, and who no more."""

    list_display = ("said_at", "entry", "person", "hears")
    list_filter = ("hears",)
    list_select_related = ("entry", "person")
    search_fields = ("=entry__id", "person__email")
    ordering = ("-id",)
    show_full_result_count = False
