"""The addresses of a moderator's pages."""

from django.urls import path

from bounties.pages.moderating import reviews

urlpatterns = [
    path("review", reviews.queue, name="review"),
    path("review/<uuid:challenge_id>", reviews.challenge, name="review-challenge"),
    path("review/sponsors/<uuid:sponsor_id>", reviews.verify, name="verify-sponsor"),
]
