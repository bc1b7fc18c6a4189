"""The addresses of the guide."""

from django.urls import path

from bounties.pages.help import views

urlpatterns = [
    path("help", views.index, name="help"),
    path("help/<slug:name>", views.page, name="help-page"),
]
