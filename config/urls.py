"""Every door of Laurel. A room declares its own routes; this page only hangs them up."""

from django.contrib import admin
from django.urls import include, path

from payments.urls import api_urlpatterns as money

urlpatterns = [
    path("", include("payments.urls")),
    path("api/v1/", include(money)),
    path("", include("workers.health")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "config.api.answering.bad_request"
handler403 = "config.api.answering.forbidden"
handler404 = "config.api.answering.not_found"
handler500 = "config.api.answering.server_error"
