"""The doors of the money floor: Stripe's webhooks, the desk's trace, and the API that config hangs under /api/v1/."""

from django.contrib import admin
from django.urls import path

from payments.admin.charts import charts_page
from payments.admin.periods import trial_balance_file
from payments.admin.statements import journal_file, statement_file, statement_page
from payments.admin.tracing import trace_page
from payments.api import (
    approvals,
    debts,
    disputes,
    exceptions,
    finance,
    payee,
    payouts,
    periods,
    reconciliations,
    statements,
)
from payments.stripe import inbox

urlpatterns = [
    path("admin/trace", admin.site.admin_view(trace_page), name="desk-trace"),
    path("admin/statement", admin.site.admin_view(statement_page), name="desk-statement"),
    path("admin/statement/file", admin.site.admin_view(statement_file), name="desk-statement-file"),
    path("admin/journal/file", admin.site.admin_view(journal_file), name="desk-journal-file"),
    path("admin/charts", admin.site.admin_view(charts_page), name="desk-charts"),
    path("admin/trial-balance/<month:month>", admin.site.admin_view(trial_balance_file), name="desk-trial-balance"),
    path("stripe/webhook", inbox.platform_webhook, name="stripe-webhook"),
    path("stripe/connect-webhook", inbox.connect_webhook, name="stripe-connect-webhook"),
]
rooms = [payee, approvals, payouts, finance, statements, periods, disputes, debts, exceptions, reconciliations]
api_urlpatterns = [route for room in rooms for route in room.urlpatterns]
