"""The addresses of a sponsor's pages."""

from django.urls import path

from bounties.pages.posting import beginning, editing, handing_in, paying, questions

urlpatterns = [
    path("post", beginning.post, name="post"),
    path("challenges/<uuid:challenge_id>/edit/review", handing_in.review, name="review-draft"),
    path("challenges/<uuid:challenge_id>/edit/<slug:step>", editing.edit, name="edit-challenge"),
    path("challenges/<uuid:challenge_id>/fund", paying.fund, name="fund-challenge"),
    path("challenges/<uuid:challenge_id>/funding", paying.funding_return, name="funding-return"),
    path("challenges/<uuid:challenge_id>/questions", questions.questions, name="questions"),
]
