"""Judging's doors."""

from django.urls import path

from bounties.judging.api import answers, gallery, panels, queues, screening, views

urlpatterns = [
    path("challenges/<uuid:challenge_id>/judges", views.Judges.as_view(), name="judges"),
    path("challenges/<uuid:challenge_id>/judging", views.BlindEntries.as_view(), name="judging"),
    path("challenges/<uuid:challenge_id>/ranking", views.Ranking.as_view(), name="ranking"),
    path("challenges/<uuid:challenge_id>/gallery", gallery.Gallery.as_view(), name="gallery"),
    path("challenges/<uuid:challenge_id>/answers", answers.Answers.as_view(), name="answers"),
    path("answers/<uuid:entry_id>", answers.OneAnswer.as_view(), name="answer"),
    path("answers/<uuid:entry_id>/files/<uuid:file_id>", answers.AnswerFile.as_view(), name="answer-file"),
    path("answers/<uuid:entry_id>/vote", answers.Vote.as_view(), name="answer-vote"),
    path("answers/<uuid:entry_id>/comments", answers.Comments.as_view(), name="answer-comments"),
    path("leaderboards/answers", answers.BestHelpers.as_view(), name="best-helpers"),
    path("renditions/<uuid:rendition_id>", gallery.OneRendition.as_view(), name="rendition"),
    path("challenges/<uuid:challenge_id>/screening", screening.ToScreen.as_view(), name="screening"),
    path("challenges/<uuid:challenge_id>/calibration", panels.Calibration.as_view(), name="calibration"),
    path("challenges/<uuid:challenge_id>/coverage", panels.Coverage.as_view(), name="coverage"),
    path("challenges/<uuid:challenge_id>/tie-breaks", panels.TieBreaks.as_view(), name="tie-breaks"),
    path("challenges/<uuid:challenge_id>/queue", queues.QueueOfChallenge.as_view(), name="queue"),
    path("challenges/<uuid:challenge_id>/queue/take", queues.TakeNext.as_view(), name="queue-take"),
    path("entries/<uuid:entry_id>/give-back", queues.GiveBack.as_view(), name="entry-give-back"),
    path("entries/<uuid:entry_id>/reject", queues.RejectEntry.as_view(), name="entry-reject"),
    path("entries/<uuid:entry_id>/request-changes", queues.RequestChangesOfEntry.as_view(), name="entry-changes"),
    path("entries/<uuid:entry_id>/position", queues.PositionOfEntry.as_view(), name="entry-position"),
    path("entries/<uuid:entry_id>/verdicts", queues.Verdicts.as_view(), name="verdicts"),
    path("judging/files/<uuid:file_id>", views.BlindFile.as_view(), name="judging-file"),
    path("judgeships", views.MyJudgeships.as_view(), name="judgeships"),
    path("judgeships/<uuid:judgeship_id>/accept", views.AcceptJudgeship.as_view(), name="judgeship-accept"),
    path("judgeships/<uuid:judgeship_id>/decline", views.DeclineJudgeship.as_view(), name="judgeship-decline"),
    path("entries/<uuid:entry_id>/feedback", views.Feedback.as_view(), name="feedback"),
    path("entries/<uuid:entry_id>/notes", views.Notes.as_view(), name="notes"),
    path("entries/<uuid:entry_id>/scorecard", views.EntryScorecard.as_view(), name="scorecard"),
]
