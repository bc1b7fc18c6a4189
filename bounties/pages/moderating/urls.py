"""The addresses of a moderator's and an arbiter's desk."""

from django.urls import path

from bounties.pages.moderating import desk, reviews

urlpatterns = [
    path("review", desk.desk, name="review"),
    path("review/waiting/<slug:slug>", desk.desk, name="review-waiting"),
    path("review/<uuid:challenge_id>", reviews.challenge, name="review-challenge"),
    path("review/sponsors/<uuid:sponsor_id>", reviews.verify, name="verify-sponsor"),
]
