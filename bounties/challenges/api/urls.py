"""Where the challenges' calls live under /api/v1/. The detail's own path hangs in entries, which also amends."""

from django.urls import path

from bounties.challenges.api import acts, boards, questions, timelines

urlpatterns = [
    path("challenges", boards.Board.as_view(), name="challenges"),
    path("challenges/<uuid:pk>/submit", acts.Submit.as_view(), name="challenge-submit"),
    path("challenges/<uuid:pk>/approve", acts.Approve.as_view(), name="challenge-approve"),
    path("challenges/<uuid:pk>/request-changes", acts.RequestChanges.as_view(), name="challenge-request-changes"),
    path("challenges/<uuid:pk>/reject", acts.Reject.as_view(), name="challenge-reject"),
    path("challenges/<uuid:pk>/fund", acts.Fund.as_view(), name="challenge-fund"),
    path("challenges/<uuid:pk>/timeline", timelines.Timeline.as_view(), name="challenge-timeline"),
    path("challenges/<uuid:pk>/questions", questions.Questions.as_view(), name="challenge-questions"),
    path("questions/<uuid:pk>/answer", questions.Answer.as_view(), name="question-answer"),
]
