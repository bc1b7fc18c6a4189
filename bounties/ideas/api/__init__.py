"""Doors of idea boards."""

from django.urls import path

from bounties.ideas.api import acts, boards

urlpatterns = [
    path("challenges/<uuid:challenge_id>/ideas", boards.Board.as_view(), name="ideas"),
    path("challenges/<uuid:challenge_id>/ideas/facets", boards.Facets.as_view(), name="idea-facets"),
    path("challenges/<uuid:challenge_id>/ideas/similar", boards.SimilarIdeas.as_view(), name="ideas-similar"),
    path("ideas/<uuid:entry_id>", boards.OneIdea.as_view(), name="idea"),
    path("ideas/<uuid:entry_id>/history", boards.History.as_view(), name="idea-history"),
    path("ideas/<uuid:entry_id>/comments", boards.IdeaComments.as_view(), name="idea-comments"),
    path("ideas/<uuid:entry_id>/vote", acts.VoteForIdea.as_view(), name="idea-vote"),
    path("ideas/<uuid:entry_id>/follow", acts.FollowIdea.as_view(), name="idea-follow"),
    path("ideas/<uuid:entry_id>/answer", acts.AnswerIdea.as_view(), name="idea-answer"),
    path("ideas/<uuid:entry_id>/merge", acts.MergeIdea.as_view(), name="idea-merge"),
]
