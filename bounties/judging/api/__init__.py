"""Judging's doors."""

from django.urls import path

from bounties.judging.api import gallery, screening, views

urlpatterns = [
    path("challenges/<uuid:challenge_id>/judges", views.Judges.as_view(), name="judges"),
    path("challenges/<uuid:challenge_id>/judging", views.BlindEntries.as_view(), name="judging"),
    path("challenges/<uuid:challenge_id>/ranking", views.Ranking.as_view(), name="ranking"),
    path("challenges/<uuid:challenge_id>/gallery", gallery.Gallery.as_view(), name="gallery"),
    path("renditions/<uuid:rendition_id>", gallery.OneRendition.as_view(), name="rendition"),
    path("challenges/<uuid:challenge_id>/screening", screening.ToScreen.as_view(), name="screening"),
    path("judging/files/<uuid:file_id>", views.BlindFile.as_view(), name="judging-file"),
    path("judgeships", views.MyJudgeships.as_view(), name="judgeships"),
    path("judgeships/<uuid:judgeship_id>/accept", views.AcceptJudgeship.as_view(), name="judgeship-accept"),
    path("judgeships/<uuid:judgeship_id>/decline", views.DeclineJudgeship.as_view(), name="judgeship-decline"),
    path("entries/<uuid:entry_id>/feedback", views.Feedback.as_view(), name="feedback"),
    path("entries/<uuid:entry_id>/scorecard", views.EntryScorecard.as_view(), name="scorecard"),
]
