"""The desk's pages of whole comparisons: begin one, and read the lines that it saw."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from payments.models import ReconciliationRun
from payments.reconciliation import running
from payments.rights import Right, has_right

LINES_PER_PAGE = 100
MATCHED = {"yes": True, "no": False}


class Comparing(admin.ModelAdmin):
    """Gives the list a button that begins a comparison, and each comparison a page with its lines."""

    change_list_template = "admin/comparisons.html"

    def get_urls(self) -> list[URLPattern]:
        """Before the row's own address, which would take them for a key."""
        wrap = self.admin_site.admin_view
        return [
            path("compare", wrap(require_POST(self.compare_view)), name="payments_reconciliationrun_compare"),
            path("<uuid:run_id>/lines", wrap(self.lines_view), name="payments_reconciliationrun_lines"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the button for whoever may press it."""
        may = has_right(request.user, Right.MAKE)
        return super().changelist_view(request, {**(extra_context or {}), "may_compare": may})

    def compare_view(self, request: HttpRequest) -> HttpResponse:
        """Ask for a comparison; a second click joins the one under way."""
        if not has_right(request.user, Right.MAKE):
            raise PermissionDenied
        run = running.ask(by=request.user)
        messages.success(request, _("Stripe's books are being read; this page says how far it is."))
        return HttpResponseRedirect(reverse("admin:payments_reconciliationrun_change", args=[run.pk]))

    def lines_view(self, request: HttpRequest, run_id: Any) -> HttpResponse:
        """Stripe's lines that a comparison saw: all, or only the matched or the unmatched."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = get_object_or_404(ReconciliationRun, pk=run_id)
        chosen = request.GET.get("matched", "")
        rows = running.lines_of(run, matched=MATCHED.get(chosen)).order_by("-created", "pk")
        page = Paginator(rows, LINES_PER_PAGE).get_page(request.GET.get("page"))
        shown = {
            "run": run,
            "page": page,
            "chosen": chosen,
            "title": _("Lines of the %(run)s") % {"run": run},
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/lines.html", {**self.admin_site.each_context(request), **shown})
