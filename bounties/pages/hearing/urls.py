"""The addresses of what arbiters and moderators hear."""

from django.urls import path

from bounties.pages.hearing import appeals, charges, departures, likenesses, reported, rescoring, votes

urlpatterns = [
    path("review/appeals/<uuid:appeal_id>", appeals.hear, name="hear-appeal"),
    path("review/appeals/<uuid:appeal_id>/scores", rescoring.rescore, name="score-anew"),
    path("review/charges/<uuid:charge_id>", charges.hear, name="hear-charge"),
    path("review/entries/<uuid:entry_id>/charge", charges.bring, name="charge-entry"),
    path("review/likenesses/<uuid:flag_id>", likenesses.likeness, name="likeness"),
    path("review/messages/<uuid:message_id>", reported.reported, name="reported-message"),
    path("review/votes/<uuid:challenge_id>", votes.audit, name="audit-votes"),
    path("review/departures/<uuid:challenge_id>", departures.departure, name="departure"),
]
