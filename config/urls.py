"""Every door of Laurel. A room declares its own routes; this page only hangs them up."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from payments.urls import api_urlpatterns as money

# Each room that speaks HTTP lists its routes as `urlpatterns` in its `api`.
rooms = [f"bounties.{room}.api" for room in settings.ROOMS if find_spec(f"bounties.{room}")]
api = [path("", include(room)) for room in rooms if find_spec(room)]

urlpatterns = [
    path("api/v1/", include([*api, path("", include(money)), path("", include("config.api.documents"))])),
    path("", include("payments.urls")),
    path("", include("workers.health")),
    path("", include("bounties.pages.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "config.api.answering.bad_request"
handler403 = "config.api.answering.forbidden"
handler404 = "config.api.answering.not_found"
handler429 = "config.api.answering.too_many_requests"
handler500 = "config.api.answering.server_error"
