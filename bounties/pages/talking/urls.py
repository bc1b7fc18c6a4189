"""The addresses of messages."""

from django.urls import path

from bounties.pages.talking import threads

urlpatterns = [
    path("mine/messages", threads.threads, name="threads"),
    path("entries/<uuid:entry_id>/messages", threads.thread, name="messages"),
    path("messages/<uuid:message_id>/report", threads.report, name="report-message"),
]
