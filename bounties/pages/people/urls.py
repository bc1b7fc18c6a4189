"""The addresses of people who show themselves."""

from django.urls import path

from bounties.pages.people import board, person

urlpatterns = [
    path("people", board.board, name="people"),
    path("people/<slug:handle>", person.person, name="person"),
    path("people/<slug:handle>/picture.png", person.picture, name="person-picture"),
]
