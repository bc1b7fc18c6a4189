"""Doors of ballots, their audit and the tally."""

from django.urls import path

from bounties.ballots.api import auditing, voting

urlpatterns = [
    path("challenges/<uuid:challenge_id>/ballot", voting.BallotPaper.as_view(), name="ballot"),
    path("challenges/<uuid:challenge_id>/tally", voting.TallyOf.as_view(), name="tally"),
    path("challenges/<uuid:challenge_id>/recount", voting.Recount.as_view(), name="recount"),
    path("challenges/<uuid:challenge_id>/ballot-flags", auditing.Flags.as_view(), name="ballot-flags"),
    path("ballot-flags/<uuid:flag_id>/dismiss", auditing.DismissFlag.as_view(), name="ballot-flag-dismiss"),
    path("ballot-flags/<uuid:flag_id>/uphold", auditing.UpholdFlag.as_view(), name="ballot-flag-uphold"),
    path("ballots/<uuid:ballot_id>/void", auditing.VoidBallot.as_view(), name="ballot-void"),
]
