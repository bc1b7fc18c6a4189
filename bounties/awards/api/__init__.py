"""Doors of decisions, awards and appeals."""

from django.urls import path

from bounties.awards.api import answering, appeals, bundles, calling_off, charges, papers, rereviews, views

urlpatterns = [
    path("challenges/<uuid:pk>/cancel", calling_off.Cancel.as_view(), name="challenge-cancel"),
    path("challenges/<uuid:challenge_id>/decide", views.Decide.as_view(), name="decide"),
    path(
        "challenges/<uuid:challenge_id>/consent-departure", views.ConsentToDeparture.as_view(), name="consent-departure"
    ),
    path("challenges/<uuid:challenge_id>/results", views.Results.as_view(), name="results"),
    path("challenges/<uuid:challenge_id>/result-bundle", bundles.Bundle.as_view(), name="result-bundle"),
    path("answers/<uuid:entry_id>/accept", answering.AcceptAnswer.as_view(), name="answer-accept"),
    path("entries/<uuid:entry_id>/accept", answering.AcceptEntry.as_view(), name="entry-accept"),
    path("awards", views.MyAwards.as_view(), name="awards"),
    path("awards/<uuid:award_id>", views.AwardDetail.as_view(), name="award"),
    path("awards/<uuid:award_id>/accept", views.AcceptAward.as_view(), name="award-accept"),
    path("awards/<uuid:award_id>/papers", papers.AwardPapers.as_view(), name="award-papers"),
    path("awards/<uuid:award_id>/papers/rights", papers.SignRights.as_view(), name="award-rights"),
    path("awards/<uuid:award_id>/papers/extend", papers.ExtendPapers.as_view(), name="award-papers-extend"),
    path("awards/<uuid:award_id>/papers/signed", papers.SignedRights.as_view(), name="award-papers-signed"),
    path("awards/<uuid:award_id>/decline", views.DeclineAward.as_view(), name="award-decline"),
    path("awards/<uuid:award_id>/appeal", appeals.AppealAward.as_view(), name="award-appeal"),
    path("disqualifications/<uuid:pk>/decide", charges.DecideCharge.as_view(), name="disqualification-decide"),
    path("entries/<uuid:entry_id>/appeal", appeals.AppealEntry.as_view(), name="entry-appeal"),
    path("appeals", appeals.Appeals.as_view(), name="appeals"),
    path("appeals/grounds", appeals.AppealGrounds.as_view(), name="appeal-grounds"),
    path("appeals/digest", appeals.AppealDigest.as_view(), name="appeal-digest"),
    path("appeals/<uuid:appeal_id>/answer", appeals.AnswerAppeal.as_view(), name="appeal-answer"),
    path("appeals/<uuid:appeal_id>/rereview", rereviews.Rereviews.as_view(), name="rereview"),
    path("appeals/<uuid:appeal_id>/rereview/scores", rereviews.RereviewScores.as_view(), name="rereview-scores"),
    path("appeals/<uuid:appeal_id>/decide", appeals.DecideAppeal.as_view(), name="appeal-decide"),
]
