"""The addresses of judging's pages."""

from django.urls import path

from bounties.pages.scoring import seats, sheet

urlpatterns = [
    path("judging", seats.judging, name="judging"),
    path("judging/seats/<uuid:judgeship_id>/accept", seats.accept, name="accept-seat"),
    path("judging/seats/<uuid:judgeship_id>/decline", seats.decline, name="decline-seat"),
    path("judging/<uuid:challenge_id>", sheet.first_left, name="score-next"),
    path("judging/<uuid:challenge_id>/<uuid:entry_id>", sheet.score, name="score"),
    path("judging/<uuid:challenge_id>/<uuid:entry_id>/statement", sheet.state, name="score-statement"),
    path("judging/<uuid:challenge_id>/<uuid:entry_id>/save", sheet.save, name="score-save"),
]
