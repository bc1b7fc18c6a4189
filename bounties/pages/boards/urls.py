"""The addresses of single ideas and answers."""

from django.urls import path

from bounties.pages.boards import answers, ideas

urlpatterns = [
    path("ideas/<uuid:entry_id>", ideas.idea, name="idea-page"),
    path("answers/<uuid:entry_id>", answers.answer, name="answer-page"),
]
