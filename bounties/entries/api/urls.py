"""Where the entries' calls live under /api/v1/."""

from django.urls import path

from bounties.entries.api import acts, amendments, challenges, charges, entering, files, flags, messages, payability

urlpatterns = [
    path("me/payability", payability.MyPayability.as_view(), name="my-payability"),
    path("challenges/<uuid:pk>", challenges.Detail.as_view(), name="challenge"),
    path("challenges/<uuid:pk>/pause", challenges.Pause.as_view(), name="challenge-pause"),
    path("challenges/<uuid:pk>/resume", challenges.Resume.as_view(), name="challenge-resume"),
    path("challenges/<uuid:pk>/amendments", amendments.Amendments.as_view(), name="challenge-amendments"),
    path("amendments/<uuid:pk>/answer", amendments.Answer.as_view(), name="amendment-answer"),
    path("challenges/<uuid:pk>/payability", payability.Payability.as_view(), name="challenge-payability"),
    path("challenges/<uuid:pk>/entries", entering.Entries.as_view(), name="challenge-entries"),
    path("entries/<uuid:pk>", entering.OneEntry.as_view(), name="entry"),
    path("entries/<uuid:pk>/files", files.Files.as_view(), name="entry-files"),
    path("entries/<uuid:pk>/files/<uuid:file_pk>", files.OneFile.as_view(), name="entry-file"),
    path("entries/<uuid:pk>/consent", acts.Consent.as_view(), name="entry-consent"),
    path("entries/<uuid:pk>/mend", acts.Mend.as_view(), name="entry-mend"),
    path("entries/<uuid:pk>/screen", acts.Screen.as_view(), name="entry-screen"),
    path("entries/<uuid:pk>/disqualify", charges.Charge.as_view(), name="entry-disqualify"),
    path("disqualifications", charges.Charges.as_view(), name="disqualifications"),
    path("disqualifications/<uuid:pk>/answer", charges.AnswerCharge.as_view(), name="disqualification-answer"),
    path("entries/<uuid:pk>/submit", acts.Submit.as_view(), name="entry-submit"),
    path("entries/<uuid:pk>/withdraw", acts.Withdraw.as_view(), name="entry-withdraw"),
    path("entries/<uuid:pk>/messages", messages.Messages.as_view(), name="entry-messages"),
    path("messages/reported", messages.ReportedMessages.as_view(), name="messages-reported"),
    path("messages/<uuid:pk>/report", messages.ReportMessage.as_view(), name="message-report"),
    path("messages/<uuid:pk>/dismiss", messages.DismissReport.as_view(), name="message-dismiss"),
    path("messages/<uuid:pk>/hide", messages.HideMessage.as_view(), name="message-hide"),
    path("similarity-flags", flags.Flags.as_view(), name="similarity-flags"),
    path("similarity-flags/<uuid:pk>/dismiss", flags.Dismiss.as_view(), name="similarity-flag-dismiss"),
    path("similarity-flags/<uuid:pk>/uphold", flags.Uphold.as_view(), name="similarity-flag-uphold"),
]
