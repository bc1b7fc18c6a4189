"""The addresses that anyone may open."""

from django.urls import path

from bounties.pages.browsing import board, calendars, challenge, feeds, home, seals, sharing
from bounties.pages.browsing.sitemaps import icon, index, robots, sitemap

urlpatterns = [
    path("", home.home, name="home"),
    path("challenges", board.board, name="board"),
    path("challenges/feed", feeds.NewChallenges(), name="feed"),
    path("challenges/<uuid:challenge_id>", challenge.challenge, name="challenge"),
    path("challenges/<uuid:challenge_id>/calendar.ics", calendars.calendar, name="calendar"),
    path("challenges/<uuid:challenge_id>/card.svg", sharing.card, name="card"),
    path("challenges/<uuid:challenge_id>/badge.svg", sharing.badge, name="badge"),
    path("challenges/<uuid:challenge_id>/picture.png", sharing.picture, name="picture"),
    path("sponsors/<uuid:sponsor_id>/badge.svg", seals.badge, name="sponsor-badge"),
    path("sitemap.xml", index, name="sitemap-index"),
    path("sitemap-<section>.xml", sitemap, name="sitemap"),
    path("favicon.ico", icon, name="favicon"),
    path("robots.txt", robots, name="robots"),
]
