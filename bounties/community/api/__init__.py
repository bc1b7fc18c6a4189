"""People over HTTP: what one shows of oneself, who shows themselves, and who won most."""

from django.urls import path

from bounties.community.api.people import People, Person
from bounties.community.api.profiles import MyProfile

urlpatterns = [
    path("me/profile", MyProfile.as_view(), name="my-profile"),
    path("people", People.as_view(), name="people-api"),
    path("people/<slug:handle>", Person.as_view(), name="person-api"),
]
