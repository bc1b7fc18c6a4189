"""The doors of the money floor: Stripe's webhooks, the desk's trace, and the API that config hangs under /api/v1/."""

from django.contrib import admin
from django.urls import path

from payments.admin.tracing import trace_page
from payments.api import debts, disputes, finance, payee, payouts, periods, statements
from payments.stripe import inbox

urlpatterns = [
    path("admin/trace", admin.site.admin_view(trace_page), name="desk-trace"),
    path("stripe/webhook", inbox.platform_webhook, name="stripe-webhook"),
    path("stripe/connect-webhook", inbox.connect_webhook, name="stripe-connect-webhook"),
]
rooms = [payee, payouts, finance, statements, periods, disputes, debts]
api_urlpatterns = [route for room in rooms for route in room.urlpatterns]
