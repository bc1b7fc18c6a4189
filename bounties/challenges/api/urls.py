"""Where the challenges' calls live under /api/v1/. The detail's own path hangs in entries, which also amends."""

from django.urls import path

from bounties.challenges.api import acts, boards, funding, joining, posts, questions, reaches, similar, timelines

urlpatterns = [
    path("currencies/<str:code>/reach", reaches.CurrencyReach.as_view(), name="currency-reach"),
    path("challenges", boards.Board.as_view(), name="challenges"),
    path("challenges/post-and-pay", posts.PostAndPay.as_view(), name="post-and-pay"),
    path("challenges/<uuid:pk>/templates", posts.SaveTemplate.as_view(), name="challenge-templates"),
    path("sponsors/<uuid:sponsor_id>/templates", posts.Templates.as_view(), name="sponsor-templates"),
    path("templates/<uuid:pk>", posts.OneTemplate.as_view(), name="template"),
    path("templates/<uuid:pk>/drafts", posts.DraftFromTemplate.as_view(), name="template-drafts"),
    path("challenges/similar", similar.Similar.as_view(), name="challenges-similar"),
    path("challenges/<uuid:pk>/submit", acts.Submit.as_view(), name="challenge-submit"),
    path("challenges/<uuid:pk>/approve", acts.Approve.as_view(), name="challenge-approve"),
    path("challenges/<uuid:pk>/request-changes", acts.RequestChanges.as_view(), name="challenge-request-changes"),
    path("challenges/<uuid:pk>/reject", acts.Reject.as_view(), name="challenge-reject"),
    path("challenges/<uuid:pk>/fund", acts.Fund.as_view(), name="challenge-fund"),
    path("challenges/<uuid:pk>/funding", funding.FundingOf.as_view(), name="challenge-funding"),
    path("challenges/<uuid:pk>/contributions", funding.Contribute.as_view(), name="challenge-contributions"),
    path("challenges/<uuid:pk>/raises", funding.RaisePrize.as_view(), name="challenge-raises"),
    path("contributions/<uuid:pk>", funding.OneContribution.as_view(), name="contribution"),
    path("contributions/<uuid:pk>/withdraw", funding.Withdraw.as_view(), name="contribution-withdraw"),
    path("invitations/<uuid:invitation_id>/accept", joining.AcceptInvitation.as_view(), name="invitation-accept"),
    path("challenges/<uuid:pk>/timeline", timelines.Timeline.as_view(), name="challenge-timeline"),
    path("challenges/<uuid:pk>/questions", questions.Questions.as_view(), name="challenge-questions"),
    path("questions/<uuid:pk>/answer", questions.Answer.as_view(), name="question-answer"),
]
