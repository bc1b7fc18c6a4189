"""The addresses of the pages."""

from django.urls import include, path

from bounties.pages import dashboard, rehearsal, shell, sponsors, views

urlpatterns = [
    path("", include("bounties.pages.entering.urls")),
    path("", include("bounties.pages.browsing.urls")),
    path("", include("bounties.pages.people.urls")),
    path("", include("bounties.pages.help.urls")),
    path(".well-known/laurel-keys.json", views.signing_keys, name="signing-keys"),
    path("challenges/<uuid:challenge_id>/rehearsal", rehearsal.rehearsal, name="rehearsal"),
    path("sponsors/<uuid:sponsor_id>", sponsors.sponsor, name="sponsor-record"),
    path("solvency", views.solvency, name="solvency"),
    path("mine", dashboard.mine, name="mine"),
    path("mine/onboarding", views.onboard, name="onboard"),
    path("clock", shell.clock, name="clock"),
    path("", include("bounties.pages.scoring.urls")),
    path("", include("bounties.pages.account.urls")),
    path("style", shell.style, name="style"),
    path("", include("bounties.pages.posting.urls")),
    path("", include("bounties.pages.running.urls")),
    path("", include("bounties.pages.sponsoring.urls")),
    path("", include("bounties.pages.moderating.urls")),
    path("", include("bounties.pages.hearing.urls")),
    path("", include("bounties.pages.talking.urls")),
    path("", include("bounties.pages.boards.urls")),
]
