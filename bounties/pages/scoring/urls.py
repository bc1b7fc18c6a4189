"""The addresses of judging's pages."""

from django.urls import path

from bounties.pages.scoring import answers, ballot, decision, entries, panel, queue, ranking, seats, sheet

urlpatterns = [
    path("judging", seats.judging, name="judging"),
    path("judging/seats/<uuid:judgeship_id>/accept", seats.accept, name="accept-seat"),
    path("judging/seats/<uuid:judgeship_id>/decline", seats.decline, name="decline-seat"),
    path("judging/<uuid:challenge_id>", sheet.first_left, name="score-next"),
    path("judging/<uuid:challenge_id>/<uuid:entry_id>", sheet.score, name="score"),
    path("judging/<uuid:challenge_id>/<uuid:entry_id>/statement", sheet.state, name="score-statement"),
    path("judging/<uuid:challenge_id>/<uuid:entry_id>/save", sheet.save, name="score-save"),
    path("challenges/<uuid:challenge_id>/entries", entries.entries, name="entries-of-challenge"),
    path("challenges/<uuid:challenge_id>/entries/<uuid:entry_id>/screen", entries.screen, name="screen-entry"),
    path("challenges/<uuid:challenge_id>/panel", panel.panel, name="panel-of-challenge"),
    path("challenges/<uuid:challenge_id>/ranking", ranking.ranking, name="ranking"),
    path("challenges/<uuid:challenge_id>/decide", decision.decide, name="decide"),
    path("challenges/<uuid:challenge_id>/answers/<uuid:entry_id>/accept", answers.accept, name="accept-answer"),
    path("challenges/<uuid:challenge_id>/ballot", ballot.ballot, name="ballot"),
    path("challenges/<uuid:challenge_id>/review-queue", queue.queue, name="review-queue"),
    path("challenges/<uuid:challenge_id>/review-queue/take", queue.take, name="queue-take-next"),
    path(
        "challenges/<uuid:challenge_id>/review-queue/<uuid:entry_id>/give-back", queue.give_back, name="queue-give-back"
    ),
]
